# SPDX-License-Identifier: MIT
"""The public repository that sync keeps current. Its state is in its commits alone: each names its source."""

import os
import pathlib
import subprocess

from foss.git_objects import Commit
from foss.history import Drift, Published
from foss.problem import Problem
from foss.repository import ObjectStore
from foss.scrub import MARK, marked_source
from foss.tags import PREFIX


def is_remote(address):
    """Whether git would reach it over a network: a URL, or host:path."""
    return "://" in address or (":" in address.split("/")[0] and not os.path.exists(address))


class Mirror(ObjectStore):
    """A bare repository on this machine, or a copy of one elsewhere in the folder `scratch`."""

    def __init__(self, address, branch, scratch):
        self.address = str(address)
        self.branch = branch
        self.is_new = False
        folder = pathlib.Path(address)
        if is_remote(self.address):
            folder = pathlib.Path(scratch) / "mirror.git"
            self._run("git", "clone", "--quiet", "--mirror", self.address, str(folder))
        elif not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            self.is_new = True
        else:
            folder = folder.resolve()
            found = subprocess.run(["git", "-C", str(folder), "rev-parse", "--absolute-git-dir"], capture_output=True,
                                   text=True) if folder.is_dir() else None
            if not found or found.returncode or pathlib.Path(found.stdout.strip()) not in (folder, folder / ".git"):
                raise Problem(f"{address} is neither a git repository nor an empty folder; name the mirror, or a path "
                              "that does not exist yet, to make one")
            self.address = str(folder)
        super().__init__(folder)

    @staticmethod
    def _run(*command, **options):
        done = subprocess.run(command, capture_output=True, text=True, **options)
        if done.returncode:
            raise Problem(f"{' '.join(command)} failed: {done.stderr.strip()}")
        return done.stdout

    def create(self, algorithm):
        """Makes the bare repository if there is none."""
        if self.is_new:
            self._run("git", "init", "--quiet", "--bare", f"--object-format={algorithm}",
                      f"--initial-branch={self.branch}", str(self.folder))
            self.address = str(self.folder.resolve())
            self.is_new = False

    def tip(self):
        """The commit of the branch, or None before the first sync."""
        if self.is_new:
            return None
        return self.references(f"refs/heads/{self.branch}").get(f"refs/heads/{self.branch}")

    def published(self, sources):
        """Source -> Published of every commit of the branch. `sources` is the history that they were made from."""
        found = {}
        if not self.tip():
            return found
        for identity, commit in self.history(f"refs/heads/{self.branch}").items():
            source = marked_source(commit.message)
            if source is None:
                raise Drift(f"{_shown(identity, commit)} has no {MARK}: it was made in the mirror")
            if source not in sources:
                raise Drift(f"{_shown(identity, commit)} was made from {source}, which is not in the history of this "
                            "branch here: that was rewritten, or this clone is behind (git fetch)")
            if source in found:
                raise Drift(f"{_shown(identity, commit)} and {found[source].identity[:12]} both say that they were "
                            f"made from {source}")
            found[source] = Published(identity, commit)
        return found

    def new_tags(self, tags):
        """The names of the public tags that the mirror lacks. One that it has must be on the same commit."""
        has = {} if self.is_new else self.references(PREFIX)
        for full_name, identity in has.items():
            name = full_name.removeprefix(PREFIX)
            if name not in tags.commits:
                raise Drift(f"it has the tag {name}: {tags.left_out.get(name) or 'the source has none of that name'}")
            commit = identity if identity == tags.commits[name] else self.commit(identity)
            if commit != tags.commits[name]:
                raise Drift(f"its tag {name} is on {commit}, and the export gives {tags.commits[name]}")
        return [name for name in tags.names if PREFIX + name not in has]


def _shown(identity, commit: Commit):
    subject = commit.message.decode(errors="replace").split("\n")[0]
    author = commit.author.decode(errors="replace").split(" <")[0]
    return f"{identity[:12]} '{subject}' by {author}"
