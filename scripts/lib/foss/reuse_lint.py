# SPDX-License-Identifier: MIT
"""Lets the tool of the REUSE specification look at an exported tree.

It wants every licence text in a folder LICENSES at the top. The tree has its one text in LICENSE, so
the tool gets a copy of the tree in which that text stands in both places."""

import pathlib
import shutil
import subprocess
import tempfile

from foss.problem import Problem


def findings(folder):
    """What `reuse lint` says of the tree when it does not pass."""
    if not shutil.which("reuse"):
        raise Problem("reuse is missing; install the Debian package reuse, or run scripts/deps")
    with tempfile.TemporaryDirectory(prefix="hedgerow-reuse-") as temporary:
        copy = pathlib.Path(temporary) / "tree"
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "build"))
        (copy / "LICENSES").mkdir()
        shutil.copyfile(copy / "LICENSE", copy / "LICENSES/MIT.txt")
        done = subprocess.run(["reuse", "--root", str(copy), "lint"], capture_output=True, text=True)
        if done.returncode:
            yield from [line.replace(str(copy) + "/", "") for line in done.stdout.splitlines() if line.strip()]
