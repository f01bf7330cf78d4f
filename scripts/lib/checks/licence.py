# SPDX-License-Identifier: MIT
"""The licence wall: which file has which licence, and that nothing outside ee/ knows of ee/."""

import dataclasses
import re

from checks.tree import Finding
from foss.rules import PRIVATE, RULES, BadRules, read_rules

PUBLIC_LICENCE = "MIT"
PRIVATE_LICENCE = "LicenseRef-Hedgerow-EE"
PRIVATE_FOLDER = "ee"

# Files that have no comments. CMakeLists.txt has, though it ends in .txt.
WITHOUT_COMMENTS = (".json", ".ndjson", ".txt", ".log", ".db", ".gz", ".pem", ".svg", ".png", ".bin")

# Who may say that there is a folder ee/, and why.
MAY_NAME_THE_FOLDER = {
    "CMakeLists.txt": "the one guarded block that adds it",
    "README.md": "tells a reader of it",
    ".ci/": "runs the scripts below",
    "scripts/": "draw the wall and check it",
    "tests/scripts/": "test the scripts above",
}


def expected_licence(path):
    return PRIVATE_LICENCE if path.startswith(PRIVATE_FOLDER + "/") else PUBLIC_LICENCE


def can_carry_a_line(path):
    name = path.rsplit("/", 1)[-1]
    return name == "CMakeLists.txt" or not (name.startswith("LICENSE") or name.endswith(WITHOUT_COMMENTS))


def spdx_lines(tree):
    """Every file that can carry an SPDX line has the one of its folder."""
    for path in tree.paths:
        if not can_carry_a_line(path) or tree.text(path) is None:
            continue
        expected = expected_licence(path)
        head = "\n".join(tree.text(path).splitlines()[:3])
        match = re.search(r"SPDX-License-Identifier:\s*([\w.+-]+)", head)
        if not match:
            yield Finding(path, 1, "no SPDX line among the first three lines",
                          f"SPDX-License-Identifier: {expected}")
        elif match.group(1) != expected:
            yield Finding(path, 1, f"says the licence is {match.group(1)}",
                          f"{expected}, for that is the licence of its folder")


def private_modules(tree):
    """The folders of ee/: names that may not be said outside."""
    return sorted({p.split("/")[1] for p in tree.below(PRIVATE_FOLDER) if p.count("/") > 1})


@dataclasses.dataclass(frozen=True)
class Brick:
    """A thing that only ee/ and the exempt paths may say."""

    pattern: re.Pattern
    found: str
    exempt: tuple = ()  # files, and folders with a slash at the end

    def exempts(self, path):
        return any(path == e or (e.endswith("/") and path.startswith(e)) for e in self.exempt)


def bricks(modules, words=()):
    """What the wall is made of: names of modules, the folder, the licence, and words that rules add."""
    return [*(Brick(re.compile(rf"(?<![A-Za-z0-9]){re.escape(m)}(?![A-Za-z0-9])", re.IGNORECASE),
                    f"'{m}' is an enterprise module", ("README.md",)) for m in modules),
            Brick(re.compile(rf"(?<![\w-]){PRIVATE_FOLDER}/"), f"names the folder {PRIVATE_FOLDER}/",
                  tuple(MAY_NAME_THE_FOLDER)),
            Brick(re.compile(re.escape(PRIVATE_LICENCE)), "names the enterprise licence", tuple(MAY_NAME_THE_FOLDER)),
            *(Brick(re.compile(re.escape(w), re.IGNORECASE), f"'{w}' is a private word", (RULES,)) for w in words)]


def said_in(path, lines, wall_bricks):
    """What a file outside ee/ says that it may not."""
    here = [b for b in wall_bricks if not b.exempts(path)]
    for number, line in lines:
        for brick in here:
            if brick.pattern.search(line):
                yield Finding(path, number, f"{brick.found}: {line.strip()[:100]}",
                              "outside ee/ nothing knows of ee/: let the module bring it through the plugin ABI")


def wall(tree, modules=None):
    """Outside ee/ nothing includes, links, names or tests anything of ee/."""
    wall_bricks = bricks(private_modules(tree) if modules is None else modules, private_words(tree))
    for path in tree.paths:
        if not path.startswith(PRIVATE_FOLDER + "/"):
            yield from said_in(path, tree.lines(path), wall_bricks)


def private_words(tree):
    """The private words that the rules list. Rules that cannot be read are what top_level finds."""
    try:
        return read_rules((tree.root / RULES).read_text(encoding="utf-8")).private_words
    except (OSError, BadRules):
        return []


def top_level(tree):
    """Every file has one rule in foss-export.conf: for itself, or for one folder above it."""
    try:
        rules = read_rules((tree.root / RULES).read_text(encoding="utf-8"))
    except (OSError, BadRules) as problem:
        yield Finding(RULES, 0, str(problem), "one line 'public PATH' or 'private PATH' for each entry")
        return
    for entry in sorted({unruled_part(p, rules) for p in tree.paths if rules.side_of(p) is None}):
        yield Finding(entry, 0, f"has no rule in {RULES}",
                      "put it into one of the folders that are there, or add a rule on purpose")
    if rules.side_of(PRIVATE_FOLDER) != PRIVATE:
        yield Finding(RULES, 0, f"{PRIVATE_FOLDER} is not private", f"private {PRIVATE_FOLDER}")


def unruled_part(path, rules):
    """The highest part of a path for which a rule would do."""
    node, parts = rules.paths, []
    for name in path.split("/"):
        parts.append(name)
        node = node.get(name)
        if node is None:
            break
    return "/".join(parts)
