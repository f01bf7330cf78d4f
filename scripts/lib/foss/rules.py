# SPDX-License-Identifier: MIT
"""The rules of the export: scripts/foss-export.conf, the one file that says what is public."""

import dataclasses
import re
import shlex

from foss.problem import Problem

RULES = "scripts/foss-export.conf"
PUBLIC, PRIVATE = "public", "private"

# Every kind of line and the words that it takes.
KINDS = {
    PUBLIC: "PATH",
    PRIVATE: "PATH",
    "message-replace": "REGEX TEXT",
    "message-drop-line": "REGEX",
    "identity-replace": "REGEX TEXT",
    "private-tag": "GLOB",
    "private-word": "WORD",
    "shared": "PUBLIC-PATH PRIVATE-PATH",
    "known-content": "BLOB-ID",
}


class BadRules(Problem):
    """A line of the file cannot be used."""


@dataclasses.dataclass
class Rules:
    """What the lines say. `paths` is a tree: a name leads to PUBLIC, PRIVATE or the names below it."""

    paths: dict = dataclasses.field(default_factory=dict)
    message_replace: list = dataclasses.field(default_factory=list)  # (regular expression, text)
    message_drop_line: list = dataclasses.field(default_factory=list)  # regular expressions
    identity_replace: list = dataclasses.field(default_factory=list)  # (regular expression, text)
    private_tags: list = dataclasses.field(default_factory=list)  # globs
    private_words: list = dataclasses.field(default_factory=list)
    shared: list = dataclasses.field(default_factory=list)  # (public path, private path)
    known_content: list = dataclasses.field(default_factory=list)  # ids of contents that may say what is private

    def side_of(self, path):
        """PUBLIC or PRIVATE, or None when no rule names the path or a folder above it."""
        node = self.paths
        for name in path.split("/"):
            if not isinstance(node, dict):
                break
            node = node.get(name)
        return node if isinstance(node, str) else None

    def is_shared(self, public_path, private_path):
        """Whether a rule allows that these two have text in common."""
        return any(_covers(public, public_path) and _covers(private, private_path) for public, private in self.shared)

    def rules_of_paths(self):
        """Each rule for a path, as (path, side)."""
        def below(node, prefix):
            for name, found in node.items():
                if isinstance(found, dict):
                    yield from below(found, f"{prefix}{name}/")
                else:
                    yield prefix + name, found
        return list(below(self.paths, ""))


def _covers(rule, path):
    return path == rule or path.startswith(rule + "/")


def read_rules(text, name=RULES):
    """The rules in a text; a line that cannot be used is an error with its number."""
    rules = Rules()
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            words = shlex.split(line, comments=True)
        except ValueError as problem:
            raise BadRules(f"{name}:{number}: {problem}: {line.strip()}") from None
        if words:
            _read_line(rules, words, f"{name}:{number}", line.strip())
    return rules


def _read_line(rules, words, place, line):
    kind, *values = words
    if kind not in KINDS or len(values) != len(KINDS[kind].split()):
        expected = " or ".join(f"'{k} {v}'" for k, v in KINDS.items() if kind not in KINDS or k == kind)
        raise BadRules(f"{place}: found '{line}', expected {expected}")
    if kind in (PUBLIC, PRIVATE):
        _add_path(rules.paths, values[0], kind, place)
    elif kind == "private-tag":
        rules.private_tags.append(values[0])
    elif kind == "private-word":
        rules.private_words.append(values[0])
    elif kind == "known-content":
        rules.known_content.append(values[0])
    elif kind == "shared":
        rules.shared.append(tuple(values))
    else:
        try:
            expression = re.compile(values[0])
            if len(values) == 2:
                expression.sub(values[1], "")
        except (re.error, IndexError) as problem:
            raise BadRules(f"{place}: '{values[0]}' is no regular expression: {problem}") from None
        getattr(rules, kind.replace("-", "_")).append((expression, values[1]) if len(values) == 2 else expression)


def _add_path(paths, path, side, place):
    """One rule a path: not twice, and none below or above another."""
    *folders, name = path.split("/")
    if "" in (*folders, name) or {".", ".."} & {*folders, name}:
        raise BadRules(f"{place}: '{path}' is no path from the top of the tree; right: no '/' at either end")
    node = paths
    for depth, folder in enumerate(folders, start=1):
        node = node.setdefault(folder, {})
        if isinstance(node, str):
            raise BadRules(f"{place}: '{path}' lies in '{'/'.join(folders[:depth])}', which has a rule already; "
                           "name the entries of that folder, or the folder, not both")
    if name in node:
        what = "entries of it have rules" if isinstance(node[name], dict) else "it has a rule"
        raise BadRules(f"{place}: '{path}': {what} already; each path is classified once")
    node[name] = side
