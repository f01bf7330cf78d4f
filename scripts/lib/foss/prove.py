# SPDX-License-Identifier: MIT
"""Proves that the export of a commit holds nothing private and stands alone."""

import pathlib
import subprocess
import time

from foss import export, left_behind, references, sync
from foss.attestation import Attestation
from foss.history import Drift
from foss.mirror import Mirror, is_remote
from foss.problem import Problem
from foss.progress import Progress
from foss.proof import Proof, say
from foss.prove_build import check_build
from foss.prove_history import check_history
from foss.prove_tree import check_tree
from foss.rules import PRIVATE


class Subject:
    """What is proven: the export of HEAD."""

    def __init__(self, repository):
        self.repository = repository
        self.commit = repository.commit("HEAD")
        self.rules = export.rules_of(repository, self.commit)
        entries = repository.entries(self.commit)
        if not any(self.rules.side_of(e.path) == PRIVATE for e in entries):
            raise Problem("this tree has nothing private: it is the FOSS tree already; build it with scripts/test")
        self.submodules = references.to_submodules(entries, self.rules)
        self.tree = export.public_tree(repository, self.commit, self.rules)

    def plan(self, mirror):
        return sync.plan(self.repository, self.commit, self.rules, mirror, Progress("commits exported"))


def run(repository, scratch, folder=None, with_build=True):
    """Exports HEAD, history and tree, and proves both; the tree is written to `folder`, or else below `scratch`."""
    started = time.monotonic()
    subject, proof = Subject(repository), Proof()
    say(f"exporting the history of {subject.commit[:12]}")
    mirror = Mirror(pathlib.Path(scratch) / "history.git", "main", scratch)
    plan = subject.plan(mirror)
    sync.push(repository, mirror, plan, scratch)
    strings = check_history(proof, repository, subject.rules, mirror)
    facts = {}
    if proof.step("the tree has no submodule", subject.submodules):
        folder = folder or pathlib.Path(scratch) / "hedgerow"
        say(f"exporting the tree to {folder}")
        export.write_tree(repository, subject.commit, subject.rules, folder)
        modules = check_tree(proof, repository, subject.commit, subject.tree, folder)
        if with_build:
            facts = check_build(proof, repository, (modules, strings, subject.rules.private_words), folder)
    return finish(subject, proof, plan.new_tip, with_build, facts, started)


def run_on(repository, place, branch, scratch):
    """Proves what is there already: a mirror, or a folder with an exported tree. Builds nothing."""
    started = time.monotonic()
    subject, proof = Subject(repository), Proof()
    tip = ""
    if is_repository(place):
        mirror = Mirror(place, branch, scratch)
        tip = mirror.tip() or ""
        findings, detail = [], ""
        try:
            plan = subject.plan(mirror)
            detail = "up to date" if plan.is_empty() else (
                f"{len(plan.history.made)} commits and {len(plan.new_tags)} tags behind {subject.commit[:12]}")
        except Drift as drift:
            findings = [str(drift)]
        proof.step("its branch and tags are what the export gives", findings, detail)
        check_history(proof, repository, subject.rules, mirror)
    else:
        check_tree(proof, repository, subject.commit, subject.tree, pathlib.Path(place))
    return finish(subject, proof, tip, False, {}, started)


def is_repository(place):
    """Whether a folder is a git repository itself, or an address of one elsewhere."""
    if is_remote(str(place)):
        return True
    found = subprocess.run(["git", "-C", str(place), "rev-parse", "--absolute-git-dir"], capture_output=True, text=True)
    folder = pathlib.Path(place).resolve()
    return found.returncode == 0 and pathlib.Path(found.stdout.strip()) in (folder, folder / ".git")


def finish(subject, proof, tip, complete, facts, started):
    facts = {**facts, "modules": left_behind.private_modules(subject.repository.entries(subject.commit)),
             "seconds": round(time.monotonic() - started)}
    return Attestation(subject.commit, subject.tree, tip, complete, proof.holds(), proof.steps, facts)
