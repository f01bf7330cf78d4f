# SPDX-License-Identifier: MIT
"""Looks for anything private in an exported tree and in what was built from it."""

import hashlib
import pathlib
import re

from checks import licence

# SHA-256 of the MIT licence from "Permission is hereby" on, each run of white space one space.
MIT_TEXT = "fe2a9817987f862eaced948f0468c7f51d2fedfc48c5c505b246a49a3870e9a5"


def private_modules(entries):
    """The folders of the private folder: names that may not come out."""
    return sorted({e.path.split("/")[1] for e in entries
                   if e.path.startswith(licence.PRIVATE_FOLDER + "/") and e.path.count("/") > 1})


def in_names(tree, modules):
    """Paths that lie in the private folder or carry a module's name."""
    for path in tree.paths:
        parts = path.lower().split("/")
        if parts[0] == licence.PRIVATE_FOLDER or any(m in part for m in modules for part in parts):
            yield path


def in_texts(tree, modules):
    """Includes, links, names: what the wall of scripts/check finds, with the names of the full tree."""
    for finding in [*licence.wall(tree, modules), *licence.spdx_lines(tree)]:
        yield str(finding)


def copied_files(entries, public):
    """Public files whose bytes are those of a private file. Empty files say nothing."""
    private = {e.blob: e.path for e in entries if e.path.split("/")[0] not in public}
    empty = ("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
             "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")
    for entry in entries:
        if entry.path.split("/")[0] in public and entry.blob in private and entry.blob not in empty:
            yield f"{entry.path} has the bytes of {private[entry.blob]}"


def in_binaries(folder, modules):
    """Built files that hold a module's name or the name of the private licence."""
    words = [re.compile(rb"(?<![a-z])" + re.escape(w.encode()) + rb"(?![a-z])", re.IGNORECASE)
             for w in [*modules, licence.PRIVATE_LICENCE]]
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if content[:4] != b"\x7fELF" and not content.startswith(b"!<arch>\n"):
            continue
        for word in words:
            match = word.search(content)
            if match:
                yield f"{path.relative_to(folder)} holds '{match.group().decode()}'"


def plain_mit(text):
    """Whether a LICENSE is the MIT licence and nothing more, whoever holds the copyright."""
    head, _, body = text.partition("Permission is hereby")
    body = " ".join(("Permission is hereby" + body).split())
    return (re.fullmatch(r"MIT License\s+Copyright \(c\) [^\n]+\s+", head) is not None
            and hashlib.sha256(body.encode()).hexdigest() == MIT_TEXT)
