# SPDX-License-Identifier: MIT
"""References of the public tree that lead out of it: the one CMake line that may, and none else."""

import os
import posixpath
import re

from checks.licence import PRIVATE_FOLDER
from foss.git_objects import SUBMODULE

SWITCH = "WITH_EE"
TOP = "CMakeLists.txt"
GUARDED = f"add_subdirectory({PRIVATE_FOLDER})"

_NAMES_FOLDER = re.compile(rf"(?<![\w.-]){PRIVATE_FOLDER}(?![\w.-])")
_LINK = re.compile(r"\[[^\]\n]*\]\(\s*<?([^)<>\s]+)")


def _code(line):
    return line.split("#")[0]


def in_cmake(tree):
    """Only the top knows of the private folder, and adds it in one place, under its switch."""
    for path in tree.paths:
        if path == TOP or not (path.endswith(".cmake") or path.rsplit("/", 1)[-1] == TOP):
            continue
        for number, line in tree.lines(path):
            if SWITCH in _code(line) or _NAMES_FOLDER.search(_code(line)):
                yield f"{path}:{number}: only {TOP} at the top may depend on {SWITCH} and name {PRIVATE_FOLDER}: {line.strip()}"
    guards, seen = [], 0
    for number, line in tree.lines(TOP):
        code = _code(line).strip()
        if code.startswith("if("):
            guards.append(code)
        elif code.startswith("endif("):
            guards = guards[:-1]
        elif code.replace(" ", "") == GUARDED:
            seen += 1
            if f"if({SWITCH})" not in guards:
                yield f"{TOP}:{number}: {GUARDED} stands outside if({SWITCH})"
        elif _NAMES_FOLDER.search(code):
            yield f"{TOP}:{number}: names {PRIVATE_FOLDER} besides the guarded line: {code}"
    if seen > 1:
        yield f"{TOP}: {GUARDED} stands there {seen} times"


def in_links(tree):
    """Each relative link of a document leads to a file or folder of the tree."""
    known = set(tree.paths) | {"/".join(p.split("/")[:n]) for p in tree.paths for n in range(p.count("/") + 1)}
    for path in tree.paths:
        if not path.endswith((".md", ".rst", ".html")):
            continue
        for number, line in tree.lines(path):
            for target in _LINK.findall(line):
                if re.match(r"[a-z][a-z0-9+.-]*:|#|//", target):
                    continue
                leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.split("#")[0]))
                if leads_to not in known and leads_to != ".":
                    yield f"{path}:{number}: the link {target} leads to {leads_to}, which the exported tree does not have"


def in_symbolic_links(root, skip):
    """Symbolic links stay in the tree and lead to something. `skip` names entries of the top that do not count."""
    root = root.resolve()
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root)
        if not file.is_symlink() or path.parts[0] in skip:
            continue
        if not file.resolve().is_relative_to(root):
            yield f"{path} is a symbolic link out of the tree, to {os.readlink(file)}"
        elif not file.exists():
            yield f"{path} is a symbolic link to {os.readlink(file)}, which the exported tree does not have"


def to_submodules(entries, rules):
    """Public submodules, which would send a reader of the export elsewhere."""
    return [f"{e.path} is a submodule at {e.blob[:12]}; the export knows files only"
            for e in entries if e.mode == SUBMODULE and rules.side_of(e.path) == "public"]
