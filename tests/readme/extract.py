#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes every code sample of a Markdown page into a file of its own.

    extract.py README.md OUTPUT_DIR

Fenced blocks of cpp, c, json and cmake become sample_<line>.<ending>, <line> being that of the fence.
Files of samples that are gone are removed. Prints the files, one a line.
"""
import pathlib
import re
import sys

ENDINGS = {"cpp": "cpp", "c": "c", "json": "json", "cmake": "cmake"}


def samples(text):
    """Yields (line number of the fence, language, body)."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        fence = re.fullmatch(r"```(\w+)\s*", lines[at])
        if fence is None:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].rstrip() != "```":
            end += 1
        yield at + 1, fence.group(1), "\n".join(lines[at + 1:end]) + "\n"
        at = end + 1


def main():
    page, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for line, language, body in samples(page.read_text(encoding="utf-8")):
        if language in ENDINGS:
            wanted[folder / f"sample_{line}.{ENDINGS[language]}"] = body
    for old in folder.glob("sample_*"):
        if old not in wanted:
            old.unlink()
    for path, body in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != body:
            path.write_text(body, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
