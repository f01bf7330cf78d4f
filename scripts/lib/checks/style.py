# SPDX-License-Identifier: MIT
"""How files look."""

import ast
import re
import shutil
import subprocess

from checks.tree import Finding

CPP = (".cpp", ".hpp", ".h", ".c")
FORMATTER = "clang-format-14"
LONGEST_FILE = 600

# Spelled in two parts, so that this file does not find itself.
LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
# Characters that are not seen, or that turn the direction of what follows.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def formatting(tree):
    """clang-format leaves every C and C++ file as it is."""
    if not shutil.which(FORMATTER):
        yield Finding(FORMATTER, 0, "is not installed", "run scripts/deps check")
        return
    files = [p for p in tree.paths if p.endswith(CPP)]
    if not files:
        return
    output = subprocess.run([FORMATTER, "--dry-run", "--Werror", "--ferror-limit=1", *files], cwd=tree.root,
                            capture_output=True, text=True).stderr
    for match in re.finditer(r"^(?:\./)?([^\s:]+):(\d+):\d+: error: code should be clang-formatted", output, re.M):
        yield Finding(match.group(1), int(match.group(2)), "is not formatted", f"{FORMATTER} -i {match.group(1)}")


def shell_scripts(tree):
    return [p for p in tree.paths
            if re.match(r"#!.*\b(ba)?sh\b", (tree.text(p) or "").split("\n", 1)[0]) or p.endswith(".sh")]


def scripts(tree):
    """Shell and Python scripts parse, and shellcheck finds nothing."""
    for path in shell_scripts(tree):
        parsed = subprocess.run(["bash", "-n", path], cwd=tree.root, capture_output=True, text=True)
        if parsed.returncode:
            yield Finding(path, 0, parsed.stderr.strip(), "a script that bash can read")
    if not shutil.which("shellcheck"):
        yield Finding("shellcheck", 0, "is not installed", "run scripts/deps check")
    elif shell_scripts(tree):
        output = subprocess.run(["shellcheck", "-x", "-P", "SCRIPTDIR:.", "-f", "gcc", *shell_scripts(tree)], cwd=tree.root,
                                capture_output=True, text=True).stdout
        for match in re.finditer(r"^([^:\n]+):(\d+):\d+: (.*)$", output, re.M):
            yield Finding(match.group(1), int(match.group(2)), match.group(3), "see shellcheck.net for the code")
    for path in tree.paths:
        first = (tree.text(path) or "").split("\n", 1)[0]
        if path.endswith(".py") or (first.startswith("#!") and "python" in first):
            try:
                ast.parse(tree.text(path), path)
            except SyntaxError as problem:
                yield Finding(path, problem.lineno or 0, problem.msg, "a script that Python can read")


def left_overs(tree):
    """No note to do something later, no unseen character."""
    for path in tree.paths:
        for number, line in tree.lines(path):
            if LEFT_OVER.search(line):
                yield Finding(path, number, f"a left-over: {line.strip()[:100]}", "do it, or open an issue")
            if UNSEEN.search(line) and not path.startswith("tests/"):
                yield Finding(path, number, "holds a character that cannot be seen", "write it as an escape")


def length(tree):
    """No source file is longer than a reader can hold."""
    for path in tree.paths:
        if path.endswith(CPP + (".py", ".cmake")) or path in shell_scripts(tree):
            lines = len((tree.text(path) or "").splitlines())
            if lines > LONGEST_FILE:
                yield Finding(path, 0, f"{lines} lines", f"one concept a file, at most {LONGEST_FILE} lines")
