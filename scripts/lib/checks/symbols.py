# SPDX-License-Identifier: MIT
"""What a built libhedgerow.so shows to the programs that load it."""

import re
import subprocess

from checks.tree import Finding

OWN = re.compile(r"(hedgerow::|hedgerow_|(vtable|VTT|typeinfo|typeinfo name|guard variable|TLS init function|"
                 r"TLS wrapper function) for hedgerow::)")


def exported(library):
    """The symbols a library defines, demangled."""
    output = subprocess.run(["nm", "-DC", "--defined-only", str(library)], check=True, capture_output=True,
                            text=True).stdout
    return [line.split(" ", 2)[2] for line in output.splitlines() if line.count(" ") >= 2]


def own_names(library, shown_as):
    """Everything exported is in namespace hedgerow or begins with hedgerow_."""
    names = exported(library)
    if not names:
        yield Finding(shown_as, 0, "exports nothing", "the functions marked HEDGEROW_API")
    for name in names:
        if not OWN.match(name):
            yield Finding(shown_as, 0, f"exports {name}", "names of hedgerow only: see core/cmake/exports.map")


def no_place(library, shown_as, root):
    """No path of the machine that built it: of a source file or a build folder below the root. A path
    of its own, like /hedgerow/reports.db, may begin like that of a root as short."""
    place = re.compile(re.escape(str(root).encode()) + rb"/(core|tests|build)\b")
    if place.search(library.read_bytes()):
        yield Finding(shown_as, 0, f"holds the path {root}",
                      "the same bytes wherever the tree lies: see -ffile-prefix-map in core/cmake/options.cmake")
