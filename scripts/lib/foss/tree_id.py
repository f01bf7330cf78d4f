# SPDX-License-Identifier: MIT
"""The id that git gives a folder, computed from the files on the disk: two trees with one id are
the same in every name, mode and byte."""

import hashlib
import os
import pathlib


def _object_id(kind, body, algorithm):
    return hashlib.new(algorithm, f"{kind} {len(body)}\0".encode() + body).digest()


def tree_from_entries(entries, algorithm="sha1"):
    """The id of a tree of (name, mode, id in hexadecimal)."""
    def order(entry):
        name, mode, _ = entry
        return name.encode() + (b"/" if mode == "40000" else b"")

    body = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(identity)
                    for name, mode, identity in sorted(entries, key=order))
    return _object_id("tree", body, algorithm).hex()


def tree_on_disk(folder, skip=(), algorithm="sha1"):
    """The id of a folder; `skip` names entries of its top that do not count."""
    entries = []
    for path in pathlib.Path(folder).iterdir():
        if path.name in skip:
            continue
        if path.is_symlink():
            entries.append((path.name, "120000", _object_id("blob", os.readlink(path).encode(), algorithm).hex()))
        elif path.is_dir():
            entries.append((path.name, "40000", tree_on_disk(path, algorithm=algorithm)))
        else:
            mode = "100755" if path.stat().st_mode & 0o100 else "100644"
            entries.append((path.name, mode, _object_id("blob", path.read_bytes(), algorithm).hex()))
    return tree_from_entries(entries, algorithm)
