# SPDX-License-Identifier: MIT
"""Strings of private sources that were in no public file before: they show where code comes from, in a
text and in a binary."""

import re

from foss.rules import PRIVATE

# A shorter one is no sign of where it comes from.
SHORTEST = 16
_QUOTED = re.compile(r'"([^"\\\n]{%d,})"' % SHORTEST)
_COMPILED = (".c", ".cpp", ".h", ".hpp")


def strings_of(text):
    return set(_QUOTED.findall(text))


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
