# SPDX-License-Identifier: MIT
"""Strings of private sources that were in no public file before: they show where code comes from, in a
text and in a binary."""

import re

from foss.rules import PRIVATE

# A shorter one is no sign of where it comes from.
SHORTEST = 16
# Each literal is read to its end, also one that does not count: its closing quote opens no other.
_LITERAL = re.compile(r"""(?<!\w)(?:u8|[uUL])?R"(?P<fence>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=fence)"
                          | '\\?"'
                          | "(?P<text>(?:[^"\\\n]|\\.)*)" """, re.VERBOSE | re.DOTALL)
_ESCAPE = re.compile(r"""\\(?:(["'?\\])|x[0-9a-fA-F]+|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)""", re.DOTALL)
_PRINTABLE = re.compile(r"[\x20-\x7e]{%d,}" % SHORTEST)
_COMPILED = (".c", ".cpp", ".h", ".hpp")


def strings_of(text):
    """What the literals of a text say, as it stands in a binary: parted at all that is not printable."""
    found = set()
    for literal in _LITERAL.finditer(text):
        said = literal["raw"] or _ESCAPE.sub(lambda escape: escape[1] or "\n", literal["text"] or "")
        found.update(_PRINTABLE.findall(said))
        if literal["raw"]:
            found |= strings_of(said)
    return found


def private_strings(seen, texts):
    """String -> the Sighting where it was private first. `texts` are those of all blobs of `seen`. Strings of
    private tests do not count: tests of the same thing say the same."""
    public, found = set(), {}
    for sighting in seen.in_order:
        if sighting.side != PRIVATE:
            public |= strings_of(texts[sighting.blob] or "")
        elif sighting.path.endswith(_COMPILED) and "/tests/" not in sighting.path:
            for string in strings_of(texts[sighting.blob] or "") - public:
                found.setdefault(string, sighting)
    return found
