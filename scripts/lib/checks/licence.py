# SPDX-License-Identifier: MIT
"""The licence wall: which file has which licence, and that nothing outside ee/ knows of ee/."""

import re

from checks.tree import Finding

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


def wall(tree, modules=None):
    """Outside ee/ nothing includes, links, names or tests anything of ee/."""
    modules = private_modules(tree) if modules is None else modules
    rules = [(re.compile(rf"(?<![A-Za-z0-9]){re.escape(m)}(?![A-Za-z0-9])", re.IGNORECASE),
              {"README.md": ""}, f"'{m}' is an enterprise module") for m in modules]
    rules.append((re.compile(rf"(?<![\w-]){PRIVATE_FOLDER}/"), MAY_NAME_THE_FOLDER,
                  f"names the folder {PRIVATE_FOLDER}/"))
    rules.append((re.compile(re.escape(PRIVATE_LICENCE)), MAY_NAME_THE_FOLDER,
                  "names the enterprise licence"))
    right = "outside ee/ nothing knows of ee/: let the module bring it through the plugin ABI"
    for path in tree.paths:
        if path.startswith(PRIVATE_FOLDER + "/"):
            continue
        for number, line in tree.lines(path):
            for pattern, exempt, found in rules:
                if pattern.search(line) and not any(
                        path == e or (e.endswith("/") and path.startswith(e)) for e in exempt):
                    yield Finding(path, number, f"{found}: {line.strip()[:100]}", right)


def read_classification(text):
    """The rules of foss-export.conf: top-level entry -> "public" or "private"."""
    rules = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[0] not in ("public", "private"):
            raise ValueError(f"line {number}: found '{line.strip()}', expected 'public NAME' or 'private NAME'")
        if words[1] in rules:
            raise ValueError(f"line {number}: '{words[1]}' has a rule already")
        rules[words[1]] = words[0]
    return rules


def top_level(tree):
    """Every entry of the top level has one rule in foss-export.conf."""
    conf = "scripts/foss-export.conf"
    try:
        rules = read_classification((tree.root / conf).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        yield Finding(conf, 0, str(problem), "one line 'public NAME' or 'private NAME' for each entry")
        return
    for entry in sorted({p.split("/")[0] for p in tree.paths} - rules.keys()):
        yield Finding(entry, 0, f"an entry of the top level without a rule in {conf}",
                      "put it into one of the folders that are there, or add a rule on purpose")
    for entry, rule in rules.items():
        if (rule == "private") != (entry == PRIVATE_FOLDER):
            yield Finding(conf, 0, f"'{rule} {entry}'", f"only {PRIVATE_FOLDER} is private")
