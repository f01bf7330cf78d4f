# SPDX-License-Identifier: MIT
"""Git's objects as values: commits, annotated tags and trees, read from bytes and written to bytes."""

import dataclasses
import hashlib
import re

FOLDER = "40000"
SUBMODULE = "160000"


def object_id(kind, body, algorithm="sha1"):
    return hashlib.new(algorithm, f"{kind} {len(body)}\0".encode() + body).hexdigest()


def algorithm_of(identity):
    return "sha1" if len(identity) == 40 else "sha256"


@dataclasses.dataclass(frozen=True)
class Commit:
    tree: str
    parents: tuple
    author: bytes  # name, e-mail, seconds, zone
    committer: bytes
    encoding: bytes  # of the message; empty when it is UTF-8
    message: bytes


@dataclasses.dataclass(frozen=True)
class Tag:
    target: str
    kind: str
    name: bytes
    tagger: bytes  # empty in very old tags
    message: bytes


@dataclasses.dataclass(frozen=True)
class TreeEntry:
    mode: str
    name: bytes
    identity: str


def _headers(body):
    """(key, value) of each header, and the message. Signatures go on in lines that begin with a space."""
    head, _, message = body.partition(b"\n\n")
    found = []
    for line in head.split(b"\n"):
        if line.startswith(b" "):
            key, value = found.pop()
            found.append((key, value + b"\n" + line[1:]))
        else:
            key, _, value = line.partition(b" ")
            found.append((key, value))
    return found, message


def read_commit(body):
    headers, message = _headers(body)
    one = dict(headers)
    return Commit(one[b"tree"].decode(), tuple(v.decode() for k, v in headers if k == b"parent"),
                  one[b"author"], one[b"committer"], one.get(b"encoding", b""), message)


def write_commit(commit):
    """Without what only the original can have: signatures, and merged tags."""
    lines = [b"tree " + commit.tree.encode(), *(b"parent " + p.encode() for p in commit.parents),
             b"author " + commit.author, b"committer " + commit.committer]
    if commit.encoding:
        lines.append(b"encoding " + commit.encoding)
    return b"\n".join(lines) + b"\n\n" + commit.message


def read_tag(body):
    headers, message = _headers(body)
    one = dict(headers)
    return Tag(one[b"object"].decode(), one[b"type"].decode(), one[b"tag"], one.get(b"tagger", b""), message)


def write_tag(tag):
    lines = [b"object " + tag.target.encode(), b"type " + tag.kind.encode(), b"tag " + tag.name]
    if tag.tagger:
        lines.append(b"tagger " + tag.tagger)
    return b"\n".join(lines) + b"\n\n" + tag.message


def without_signature(message):
    """A signature is of the original and would be wrong."""
    return re.split(rb"^-----BEGIN (?:PGP|SSH|SIGNED) ", message, maxsplit=1, flags=re.M)[0]


def read_tree(body, digest_size=20):
    entries, at = [], 0
    while at < len(body):
        end = body.index(b"\0", at)
        mode, _, name = body[at:end].partition(b" ")
        entries.append(TreeEntry(mode.decode(), name, body[end + 1:end + 1 + digest_size].hex()))
        at = end + 1 + digest_size
    return entries


def write_tree(entries):
    """In git's order, in which a folder sorts as if its name ended in a slash."""
    return b"".join(e.mode.encode() + b" " + e.name + b"\0" + bytes.fromhex(e.identity)
                    for e in sorted(entries, key=lambda e: e.name + (b"/" if e.mode == FOLDER else b"")))
