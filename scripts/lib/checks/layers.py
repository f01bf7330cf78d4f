# SPDX-License-Identifier: MIT
"""Who may include whom."""

import re

from checks.tree import Finding

# Room of core/src -> the rooms it knows. What these know, it may know too.
ROOMS = {
    "event": [],
    "context": ["event"],
    "gate": ["event"],
    "report": ["event", "context"],
    "ring": ["event", "context"],
    "render": ["gate"],
    "sink": ["render"],
    "deliver": ["gate", "report"],
    "plugin": ["event", "gate", "report"],
    "engine": ["event", "context", "gate", "report", "ring", "render", "sink", "deliver", "plugin"],
    "pipe": ["engine"],
    "testing": ["engine"],
}

# Parts that use the public headers only, as a stranger would.
STRANGERS = ("core/cli", "core/examples", "plugins", "ee")

CPP = (".cpp", ".hpp", ".h", ".c")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

STANDARD = set("""
algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts
condition_variable coroutine deque exception execution filesystem format forward_list fstream
functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list
locale map memory memory_resource mutex new numbers numeric optional ostream queue random ranges
ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept
stop_token streambuf string string_view syncstream system_error thread tuple type_traits typeindex
typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef
cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype
assert.h ctype.h errno.h inttypes.h limits.h math.h signal.h stdarg.h stdbool.h stddef.h stdint.h
stdio.h stdlib.h string.h time.h
""".split())

# The one header that stands for a bridge to another library.
BRIDGES = {"core/include/hedgerow/spdlog.hpp": "spdlog/"}


def known_rooms(room):
    known = {room}
    for other in ROOMS[room]:
        known |= known_rooms(other)
    return known


def includes(tree, path):
    for number, line in tree.lines(path):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def rooms(tree):
    """A file of core/src includes only the rooms that its own may know."""
    for path in tree.below("core/src", suffixes=CPP):
        room = path.split("/")[2]
        if room not in ROOMS:
            yield Finding(path, 0, f"lies in core/src/{room}, which is no room",
                          f"one of {', '.join(ROOMS)}; a new room goes into scripts/lib/checks/layers.py")
            continue
        known = known_rooms(room)
        for number, quote, name in includes(tree, path):
            if quote != '"':
                continue
            other = name.split("/")[0]
            if "/" not in name or other not in ROOMS:
                yield Finding(path, number, f'includes "{name}"',
                              f'"{room}/..." or another room, as seen from core/src; '
                              "<...> for public headers and other libraries")
            elif other not in known:
                yield Finding(path, number, f"{room} includes {name}",
                              f"{room} may know {', '.join(sorted(known - {room})) or 'no other room'}")


def public_headers(tree):
    """Public headers include the standard library and each other."""
    for path in tree.below("core/include", suffixes=CPP):
        for number, quote, name in includes(tree, path):
            fine = quote == "<" and (name in STANDARD or name.startswith("hedgerow/")
                                     or name.startswith(BRIDGES.get(path, "\0")))
            if not fine:
                yield Finding(path, number, f"a public header includes {name}",
                              "the standard library and <hedgerow/...> only, so that users need nothing else")


def strangers(tree):
    """The tool, the examples and the plugins use public headers and the exported targets only."""
    for path in tree.below(*STRANGERS):
        if re.search(r"(^|/)tests?/", path):
            continue
        if path.endswith(CPP):
            for number, quote, name in includes(tree, path):
                if quote == '"' and "/" in name and name.split("/")[0] in ROOMS and not (
                        tree.root / path).parent.joinpath(name).exists():
                    yield Finding(path, number, f'includes "{name}" of core/src',
                                  "public headers only, as a user outside the tree would")
        if path.endswith(("CMakeLists.txt", ".cmake")):
            for number, line in tree.lines(path):
                if re.search(r"hedgerow_(internal|objects)\b", line):
                    yield Finding(path, number, f"links the inside of the library: {line.strip()}",
                                  "hedgerow::hedgerow or hedgerow::plugin_sdk")
