# SPDX-License-Identifier: MIT
"""Reads commits, trees and files out of a git repository."""

import dataclasses
import os
import pathlib
import subprocess

from foss.git_objects import Commit, read_commit
from foss.problem import Problem

# How many objects are asked for at once: their names must fit into a pipe that nobody reads yet.
_AT_ONCE = 500


def work_by_folder():
    """Makes git look at the folder that it is run in, whatever a hook or a user has put into the environment, and
    at the objects as others see them, without replacements of this clone."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
                 "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX"):
        os.environ.pop(name, None)
    os.environ["GIT_NO_REPLACE_OBJECTS"] = "1"


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file of a commit."""

    path: str
    mode: str  # 100644, 100755, 120000; 160000 for a submodule
    blob: str


class ObjectStore:
    """The objects and references of a repository, with a work tree or without."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def git(self, *arguments, env=None, text=False, **options):
        """What a command prints. Bytes that are not UTF-8 come through a text as they are."""
        if text:
            options.update(encoding="utf-8", errors="surrogateescape")
        return subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True,
                              env={**os.environ, **(env or {})}, **options).stdout

    def lines(self, *arguments, **options):
        printed = self.git(*arguments, text=True, **options)
        return printed.removesuffix("\n").split("\n") if printed else []

    def objects(self, identities):
        """(id, kind, body) of each object, in order."""
        if not identities:
            return
        with subprocess.Popen(["git", "cat-file", "--batch"], cwd=self.folder, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as reader:
            for start in range(0, len(identities), _AT_ONCE):
                asked = identities[start:start + _AT_ONCE]
                reader.stdin.write("".join(i + "\n" for i in asked).encode())
                reader.stdin.flush()
                for identity in asked:
                    words = reader.stdout.readline().split()
                    if len(words) != 3:
                        raise Problem(f"the repository {self.folder} lacks the object {identity} "
                                      "(a partial clone?): git fetch --refetch")
                    body = reader.stdout.read(int(words[2]))
                    reader.stdout.read(1)
                    yield identity, words[1].decode(), body
            reader.stdin.close()

    def contents(self, blobs):
        """The bytes of blobs, in their order."""
        return [body for _, _, body in self.objects(blobs)]

    def history(self, *revisions, order="--topo-order") -> dict[str, Commit]:
        """Every commit that the revisions reach, parents before children: id -> commit."""
        ids = self.lines("rev-list", order, "--reverse", *revisions)
        return {identity: read_commit(body) for identity, _, body in self.objects(ids)}

    def references(self, *patterns):
        """Full name -> id of what it names directly: a commit, or an annotated tag."""
        return {name: identity for identity, name in (
            line.split(" ", 1) for line in self.lines("for-each-ref", "--format=%(objectname) %(refname)", *patterns))}

    def algorithm(self):
        return self.git("rev-parse", "--show-object-format", text=True).strip()

    def git_dir(self):
        return pathlib.Path(self.git("rev-parse", "--absolute-git-dir", text=True).strip())

    def object_folder(self):
        found = pathlib.Path(self.git("rev-parse", "--git-path", "objects", text=True).strip())
        return (self.folder / found).resolve()

    def is_shallow(self):
        return self.git("rev-parse", "--is-shallow-repository", text=True).strip() == "true"

    def commit(self, revision):
        """The id of the commit that a revision names."""
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", text=True).strip()
        except subprocess.CalledProcessError:
            hint = "see git log for the commits there are"
            if self.is_shallow():
                hint = "this clone is shallow and may lack it: git fetch --unshallow"
            raise Problem(f"no commit is named '{revision}'; {hint}") from None

    def commit_time(self, commit):
        """Seconds since 1970."""
        return int(self.git("show", "--no-patch", "--format=%ct", commit, text=True))

    def tree(self, commit):
        return self.git("rev-parse", f"{commit}^{{tree}}", text=True).strip()

    def entries(self, tree):
        """Every file of a commit or tree, sorted by path."""
        found = []
        for line in self.git("ls-tree", "-r", "-z", "--full-tree", tree, text=True).split("\0"):
            if line:
                about, path = line.split("\t", 1)
                mode, _, blob = about.split(" ")
                found.append(Entry(path, mode, blob))
        return sorted(found, key=lambda e: e.path)


class Repository(ObjectStore):
    """The work tree that the command is run in."""

    def __init__(self, folder):
        try:
            top = subprocess.run(["git", "rev-parse", "--show-toplevel"], cwd=folder, check=True,
                                 capture_output=True, text=True).stdout.strip()
        except subprocess.CalledProcessError as failure:
            raise Problem(f"{folder} is not in a git repository ({failure.stderr.strip()}); "
                          "run foss-export from a clone of the full tree") from None
        super().__init__(top)
        self.top = self.folder

    def changes(self):
        """What differs from HEAD in the work tree, as git status prints it."""
        return self.lines("status", "--porcelain")

    def require_clean(self):
        changes = self.changes()
        if changes:
            shown = "\n".join("  " + c for c in changes[:10])
            more = f"\n  and {len(changes) - 10} more" if len(changes) > 10 else ""
            raise Problem("the work tree differs from HEAD, and only what is committed is exported:\n"
                          f"{shown}{more}\ncommit or remove these")

    def require_whole_history(self):
        if self.is_shallow():
            raise Problem("this clone is shallow, and the history is exported whole: git fetch --unshallow")
