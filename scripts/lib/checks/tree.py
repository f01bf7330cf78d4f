# SPDX-License-Identifier: MIT
"""The files that the checks look at, and what a check has to say about them."""

import dataclasses
import os
import pathlib
import subprocess


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    """A place where a rule does not hold."""

    path: str
    line: int  # 0: the whole file
    found: str
    right: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.found}\n    right: {self.right}"


class Tree:
    """The source files below a folder: those git knows or would add, or all if it is no repository."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(self._from_git() if (self.root / ".git").exists() else self._from_disk())
        self._texts = {}

    def _from_git(self):
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self.root, check=True, capture_output=True).stdout.decode()
        return {p for p in listing.split("\0") if p and (self.root / p).is_file()}

    def _from_disk(self):
        for folder, folders, files in os.walk(self.root):
            if pathlib.Path(folder) == self.root:
                folders[:] = [f for f in folders if f not in (".git", "build")]
            for name in files:
                if (pathlib.Path(folder) / name).is_file():
                    yield str((pathlib.Path(folder) / name).relative_to(self.root))

    def text(self, path):
        """The file as text, or None when it is binary."""
        if path not in self._texts:
            try:
                self._texts[path] = (self.root / path).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                self._texts[path] = None
        return self._texts[path]

    def lines(self, path):
        """The lines with their numbers; none for a binary file."""
        return enumerate((self.text(path) or "").splitlines(), start=1)

    def below(self, *folders, suffixes=()):
        return [p for p in self.paths if p.startswith(tuple(f + "/" for f in folders))
                and (not suffixes or p.endswith(suffixes))]
