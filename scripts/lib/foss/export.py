# SPDX-License-Identifier: MIT
"""Writes the public part of a commit into a folder, byte for byte as it is in the commit."""

import os
import pathlib

from checks.licence import read_classification
from foss.problem import Problem
from foss.tree_id import tree_from_entries

RULES = "scripts/foss-export.conf"


def classify(repository, commit):
    """The public and the private top-level entries of a commit. Everything needs a rule."""
    top = repository.top_level(commit)
    try:
        rules = read_classification(repository.git("show", f"{commit}:{RULES}", text=True))
    except ValueError as problem:
        raise Problem(f"{RULES}: {problem}") from None
    unknown = sorted(top.keys() - rules.keys())
    if unknown:
        raise Problem(f"no rule says whether {', '.join(unknown)} is public; "
                      f"add 'public {unknown[0]}' or 'private {unknown[0]}' to {RULES}")
    return ([n for n in sorted(top) if rules[n] == "public"],
            [n for n in sorted(top) if rules[n] == "private"])


def public_tree_id(repository, commit):
    """The id that the exported tree must have: that of the commit less its private entries."""
    public, _ = classify(repository, commit)
    top = repository.top_level(commit)
    algorithm = "sha1" if len(commit) == 40 else "sha256"
    return tree_from_entries([(n, top[n][0].lstrip("0"), top[n][1]) for n in public], algorithm)


def check_target(folder):
    """A folder that is not there yet, or empty."""
    folder = pathlib.Path(folder)
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file; name a folder that is new or empty")
    if folder.exists() and any(folder.iterdir()):
        raise Problem(f"{folder} is not empty; name a folder that is new or empty, for nothing is overwritten")


def write_tree(repository, commit, folder):
    """Writes the public files into `folder`, with the time of the commit. Returns how many."""
    check_target(folder)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    public, _ = classify(repository, commit)
    entries = [e for e in repository.entries(commit) if e.path.split("/")[0] in public]
    when = repository.commit_time(commit)
    folders = {folder}
    for entry, content in zip(entries, repository.contents([e.blob for e in entries])):
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
    return len(entries)
