# SPDX-License-Identifier: MIT
"""Looks for anything private in an exported tree and in what was built from it."""

import hashlib
import pathlib
import re

from checks import licence
from foss import private_strings

# SHA-256 of the MIT licence from "Permission is hereby" on, each run of white space one space.
MIT_TEXT = "fe2a9817987f862eaced948f0468c7f51d2fedfc48c5c505b246a49a3870e9a5"

_PRINTABLE = re.compile(rb"[\x20-\x7e]{%d,}" % private_strings.SHORTEST)


def private_modules(entries):
    """The folders of the private folder: names that may not come out."""
    return sorted({e.path.split("/")[1] for e in entries
                   if e.path.startswith(licence.PRIVATE_FOLDER + "/") and e.path.count("/") > 1})


def is_private_name(path, modules):
    """Whether a path lies in the private folder or carries a module's name."""
    parts = path.lower().split("/")
    return parts[0] == licence.PRIVATE_FOLDER or any(m in part for m in modules for part in parts)


def in_names(tree, modules):
    return [path for path in tree.paths if is_private_name(path, modules)]


def in_texts(tree, modules):
    """Includes, links, names: what the wall of scripts/check finds, with the names of the full tree."""
    for finding in [*licence.wall(tree, modules), *licence.spdx_lines(tree)]:
        yield str(finding)


def is_compiled(content):
    return content[:4] == b"\x7fELF" or content.startswith(b"!<arch>\n")


def in_built(folder, modules, strings, words=(), looked_at=is_compiled):
    """Built files that hold a module's name, the name of the private licence, a private word, or a string of a
    private source; `strings` leads from these to their Sighting. `looked_at` says of a content whether it counts."""
    names = re.compile(rb"(?<![a-z])(" + b"|".join(re.escape(w.encode()) for w in [
        *modules, licence.PRIVATE_LICENCE, *words]) + rb")(?![a-z])", re.IGNORECASE)
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        if not looked_at(content):
            continue
        match = names.search(content)
        if match:
            yield f"{path.relative_to(folder)} holds '{match.group().decode()}'"
        for text in sorted({t.decode() for t in _PRINTABLE.findall(content)} & strings.keys()):
            yield f"{path.relative_to(folder)} holds \"{text}\" of {strings[text].path}"


def in_installed(folder, modules, strings, words=()):
    """The same for installed files of every kind: programs, headers, documents."""
    return in_built(folder, modules, strings, words, looked_at=lambda content: True)


def plain_mit(text):
    """Whether a LICENSE is the MIT licence and nothing more, whoever holds the copyright."""
    head, _, body = text.partition("Permission is hereby")
    body = " ".join(("Permission is hereby" + body).split())
    return (re.fullmatch(r"MIT License\s+Copyright \(c\) [^\n]+\s+", head) is not None
            and hashlib.sha256(body.encode()).hexdigest() == MIT_TEXT)
