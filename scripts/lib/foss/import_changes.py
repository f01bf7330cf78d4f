# SPDX-License-Identifier: MIT
"""Puts contributions to the public tree on top of HEAD of the full one, author and date kept.

All of them or none: they are put together beside the work tree, which then moves forward in one step."""

import pathlib
import subprocess
import tempfile

from foss.git_objects import SUBMODULE, Commit, write_commit
from foss.problem import Problem
from foss.public_tree import PublicTrees
from foss.rules import PRIVATE, PUBLIC, RULES
from foss.scrub import with_trailer

PULL_REQUEST = "Foss-PR"


class Importer:
    """Puts one contribution on the other. `index` is a file for git's index beside the work tree."""

    def __init__(self, repository, rules, index):
        self._repository = repository
        self._rules = rules
        self._trees = PublicTrees(rules, repository)
        self._index = {"GIT_INDEX_FILE": str(index)}
        self._committer = repository.git("var", "GIT_COMMITTER_IDENT").strip()
        self.tip = repository.commit("HEAD")
        self._tree = repository.tree(self.tip)
        repository.git("read-tree", self._tree, env=self._index)

    def take(self, contribution, pull_request=None):
        """Makes the commit of one contribution. Returns its id, or None when HEAD has all of it already."""
        before, after = self._tree, self._apply(contribution)
        if before == after:
            return None
        self._check_paths(contribution, before, after)
        public = self._trees.public(after)
        if contribution.tree and self._trees.public(before) == contribution.base_tree and public != contribution.tree:
            raise Problem(f"'{contribution.name}' would be exported as the tree {public}, and its author made "
                          f"{contribution.tree}")
        message = contribution.message
        if pull_request:
            message = with_trailer(message, PULL_REQUEST, pull_request)
        body = write_commit(Commit(after, (self.tip,), contribution.author, self._committer, contribution.encoding, message))
        self.tip = self._repository.git("hash-object", "-t", "commit", "-w", "--stdin", input=body).decode().strip()
        self._tree = after
        return self.tip

    def _apply(self, contribution):
        """The whole tree with the change; the same one when it has the change already."""
        if not contribution.diff.strip():
            return self._tree
        try:
            self._git_apply(contribution, "--3way")
        except subprocess.CalledProcessError as failure:
            self._repository.git("read-tree", self._tree, env=self._index)  # without the conflicts
            try:
                self._git_apply(contribution, "--reverse", "--check")
                return self._tree
            except subprocess.CalledProcessError:
                said = failure.stderr.decode(errors="replace").strip()
            raise Problem(f"'{contribution.name}' does not apply to HEAD, and nothing was imported; "
                          f"let its author rebase it on the newest public commit:\n{said}") from None
        return self._repository.git("write-tree", text=True, env=self._index).strip()

    def _git_apply(self, contribution, *options):
        self._repository.git("-c", "core.autocrlf=false", "apply", "--cached", *options, "--whitespace=nowarn", "-",
                             input=contribution.diff, env=self._index)

    def _check_paths(self, contribution, before, after):
        fields = self._repository.git("diff-tree", "-r", "-z", "--no-renames", before, after,
                                      text=True).rstrip("\0").split("\0")
        for about, path in zip(fields[::2], fields[1::2]):
            side = self._rules.side_of(path)
            if side == PRIVATE:
                raise Problem(f"'{contribution.name}' changes {path}, which is private and cannot come from the public tree")
            if side != PUBLIC:
                raise Problem(f"'{contribution.name}' adds {path}, which has no rule; "
                              f"if it is wanted, add a 'public' rule to {RULES} first")
            if about.split()[1] == SUBMODULE:
                raise Problem(f"'{contribution.name}' adds the submodule {path}; the export knows files only")


def import_all(repository, rules, contributions, pull_request=None, dry_run=False):
    """Imports all, and moves the branch and the work tree on. Returns [(contribution, new id or None)]."""
    with tempfile.TemporaryDirectory(prefix="hedgerow-import-") as temporary:
        importer = Importer(repository, rules, pathlib.Path(temporary) / "index")
        done = [(c, importer.take(c, pull_request)) for c in contributions]
        if not dry_run:
            _move_on(repository, importer.tip)
    return done


def _move_on(repository, tip):
    done = subprocess.run(["git", "merge", "--quiet", "--ff-only", tip], cwd=repository.folder, capture_output=True,
                          text=True)
    if done.returncode:
        raise Problem(f"the work tree could not be moved on to {tip[:12]}: {done.stderr.strip()}")
