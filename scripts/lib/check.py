# SPDX-License-Identifier: MIT
"""Runs the checks of scripts/lib/checks and reports what they find. Called by scripts/check."""

import argparse
import pathlib
import sys

from checks import layers, licence, style, symbols
from checks.tree import Tree

CHECKS = {
    "spdx": licence.spdx_lines,
    "wall": licence.wall,
    "top-level": licence.top_level,
    "rooms": layers.rooms,
    "public-headers": layers.public_headers,
    "strangers": layers.strangers,
    "format": style.formatting,
    "scripts": style.scripts,
    "left-overs": style.left_overs,
    "length": style.length,
}


def library_check(library, root):
    shown = str(library)
    yield from symbols.own_names(library, shown)
    yield from symbols.no_place(library, shown, root)


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="scripts/check", description="Checks the tree: licences, layers, format, scripts, and the symbols of "
        "each libhedgerow.so in build/. Exit status: 0 fine, 1 findings, 2 wrong use.",
        epilog="examples: scripts/check        scripts/check wall rooms        scripts/check --root /tmp/exported-tree")
    parser.add_argument("check", nargs="*", help=f"one of {', '.join([*CHECKS, 'symbols'])}; all, by default")
    parser.add_argument("--root", default=".", type=pathlib.Path, help="the tree to check")
    options = parser.parse_args(arguments)
    unknown = [c for c in options.check if c not in CHECKS and c != "symbols"]
    if unknown:
        parser.error(f"no check is called '{unknown[0]}'; there are {', '.join([*CHECKS, 'symbols'])}")

    root = options.root.resolve()
    tree = Tree(root)
    runs = {name: (check.__doc__, lambda check=check: check(tree)) for name, check in CHECKS.items()}
    for library in sorted(root.glob("build/*/core/libhedgerow.so")):
        preset = library.parts[-3]
        if preset not in ("asan", "tsan"):  # sanitizers export names of their own
            runs[f"symbols of build/{preset}"] = (
                "Only names of hedgerow are exported, and no path of this machine is in it.",
                lambda library=library: library_check(library, root))

    passed = failed = 0
    for name, (promise, run) in runs.items():
        if options.check and name.split(" ")[0] not in options.check:
            continue
        findings = sorted(set(run()))
        print(f"{'FAIL' if findings else 'ok  '} {name}: {promise}")
        for finding in findings:
            print(finding)
        passed, failed = passed + (not findings), failed + bool(findings)
    print(f"{passed} checks passed, {failed} failed ({len(tree.paths)} files)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
