# SPDX-License-Identifier: MIT
"""Takes out of messages and names what the rules say, and marks what a commit was made from."""

import re

MARK = "Foss-Source"
_MARK_LINE = re.compile(rf"^{MARK}:[ \t]*(\S*)[ \t]*$", re.M)
_TRAILER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*: \S")
WITHHELD = "(no public message)"


class Scrubber:
    """Applies the rules of one file. Bytes that are not UTF-8 pass as they are."""

    def __init__(self, rules):
        self._rules = rules

    def text(self, message):
        """A message without what the rules take out; never empty."""
        text = message.decode(errors="surrogateescape")
        lines = [line for line in text.split("\n")
                 if not _MARK_LINE.match(line) and not any(r.search(line) for r in self._rules.message_drop_line)]
        text = "\n".join(lines).strip("\n")
        for expression, replacement in self._rules.message_replace:
            text = expression.sub(replacement, text)
        return (text if text.strip() else WITHHELD).encode(errors="surrogateescape") + b"\n"

    def message(self, message, source):
        """The message of an exported commit, which ends in the mark of its source."""
        return with_trailer(self.text(message), MARK, source)

    def identity(self, line):
        """'Name <e-mail> seconds zone' with what the rules replace."""
        if not self._rules.identity_replace:
            return line
        who, seconds, zone = line.decode(errors="surrogateescape").rsplit(" ", 2)
        for expression, replacement in self._rules.identity_replace:
            who = expression.sub(replacement, who)
        return f"{who} {seconds} {zone}".encode(errors="surrogateescape")


def marked_source(message):
    """The commit that an exported commit was made from, or None when the message does not say one."""
    last = message.decode(errors="replace").rstrip("\n").rpartition("\n\n")[2]
    found = _MARK_LINE.findall(last)
    return found[0] if len(found) == 1 and re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", found[0]) else None


def without_mark(message):
    """The bytes of a message as the author of a commit wrote it."""
    text = message.decode(errors="surrogateescape")
    return (_MARK_LINE.sub("", text).rstrip("\n") + "\n").encode(errors="surrogateescape")


def with_trailer(message, key, value):
    """The bytes of a message with a line `key: value` among its last ones."""
    text = message.rstrip(b"\n")
    _, paragraphs, last = text.decode(errors="replace").rpartition("\n\n")
    are_trailers = paragraphs and all(_TRAILER.match(line) for line in last.split("\n"))
    return text + (b"\n" if are_trailers else b"\n\n") + f"{key}: {value}\n".encode()
