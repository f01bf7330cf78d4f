# SPDX-License-Identifier: MIT
"""Writes the public part of a commit into a folder, byte for byte as it is in the commit."""

import os
import pathlib
import subprocess

from foss.git_objects import SUBMODULE
from foss.problem import Problem
from foss.public_tree import PublicTrees
from foss.rules import PUBLIC, RULES, read_rules


def rules_of(repository, commit):
    """The rules as they are in a commit."""
    try:
        return read_rules(repository.git("show", f"{commit}:{RULES}", text=True))
    except subprocess.CalledProcessError:
        raise Problem(f"{commit[:12]} has no {RULES}, which says what is public") from None


def public_tree(repository, commit, rules):
    """The id that the exported tree must have: that of the commit less its private entries."""
    return PublicTrees(rules, repository).public(repository.tree(commit))


def public_files(repository, commit, rules):
    """(entry, content) of each file of the exported tree, sorted by path."""
    public_tree(repository, commit, rules)  # each path has its rule
    entries = [e for e in repository.entries(commit) if rules.side_of(e.path) == PUBLIC]
    for entry in entries:
        if entry.mode == SUBMODULE:
            raise Problem(f"{entry.path} is a submodule; the export knows files only")
    return list(zip(entries, repository.contents([e.blob for e in entries])))


def check_target(folder):
    """A folder that is not there yet, or empty."""
    folder = pathlib.Path(folder)
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file; name a folder that is new or empty")
    if folder.exists() and any(folder.iterdir()):
        raise Problem(f"{folder} is not empty; name a folder that is new or empty, for nothing is overwritten")


def write_tree(repository, commit, rules, folder):
    """Writes the public files into `folder`, with the time of the commit. Returns how many."""
    check_target(folder)
    folder = pathlib.Path(folder)
    files = public_files(repository, commit, rules)
    folder.mkdir(parents=True, exist_ok=True)
    when = repository.commit_time(commit)
    folders = {folder}
    for entry, content in files:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.update(p for p in path.parents if p.is_relative_to(folder))
        if entry.mode == "120000":
            path.symlink_to(content.decode())
        else:
            path.write_bytes(content)
            path.chmod(0o755 if entry.mode == "100755" else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
    for made in folders:
        made.chmod(0o755)
        os.utime(made, (when, when))
    return len(files)
