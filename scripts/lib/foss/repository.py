# SPDX-License-Identifier: MIT
"""Reads commits out of the git repository."""

import dataclasses
import pathlib
import subprocess

from foss.problem import Problem


@dataclasses.dataclass(frozen=True)
class Entry:
    """A file of a commit."""

    path: str
    mode: str  # 100644, 100755 or 120000
    blob: str


class Repository:
    def __init__(self, folder):
        try:
            top = subprocess.run(["git", "rev-parse", "--show-toplevel"], cwd=folder, check=True,
                                 capture_output=True, text=True).stdout.strip()
        except subprocess.CalledProcessError as failure:
            raise Problem(f"{folder} is not in a git repository ({failure.stderr.strip()}); "
                          "run foss-export from a clone of the full tree") from None
        self.top = pathlib.Path(top)

    def git(self, *arguments, **options):
        return subprocess.run(["git", *arguments], cwd=self.top, check=True, capture_output=True,
                              **options).stdout

    def commit(self, revision):
        """The id of the commit that a revision names."""
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", text=True).strip()
        except subprocess.CalledProcessError:
            hint = "see git log for the commits there are"
            if self.git("rev-parse", "--is-shallow-repository", text=True).strip() == "true":
                hint = "this clone is shallow and may lack it: git fetch --unshallow"
            raise Problem(f"no commit is named '{revision}'; {hint}") from None

    def commit_time(self, commit):
        """Seconds since 1970."""
        return int(self.git("show", "--no-patch", "--format=%ct", commit, text=True))

    def changes(self):
        """What differs from HEAD in the work tree, as git status prints it."""
        return self.git("status", "--porcelain", text=True).splitlines()

    def top_level(self, commit):
        """Name -> (mode, id) of the top-level entries."""
        entries = {}
        for line in self.git("ls-tree", "-z", commit, text=True).split("\0"):
            if line:
                about, name = line.split("\t", 1)
                mode, _, identity = about.split(" ")
                entries[name] = (mode, identity)
        return entries

    def entries(self, commit):
        """Every file of the commit, sorted by path."""
        found = []
        for line in self.git("ls-tree", "-r", "-z", "--full-tree", commit, text=True).split("\0"):
            if line:
                about, path = line.split("\t", 1)
                mode, kind, blob = about.split(" ")
                if kind != "blob":
                    raise Problem(f"{path} is a {kind} (a submodule); the export knows files only")
                found.append(Entry(path, mode, blob))
        return sorted(found, key=lambda e: e.path)

    def contents(self, blobs):
        """The bytes of blobs, in their order."""
        wanted = "".join(blob + "\n" for blob in blobs).encode()
        stream = self.git("cat-file", "--batch", input=wanted)
        at, found = 0, []
        for blob in blobs:
            end = stream.index(b"\n", at)
            words = stream[at:end].split(b" ")
            if len(words) != 3:
                raise Problem(f"the repository lacks the content {blob} (a partial clone?): git fetch --refetch")
            size = int(words[2])
            found.append(stream[end + 1:end + 1 + size])
            at = end + 1 + size + 1
        return found
