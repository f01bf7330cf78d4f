# SPDX-License-Identifier: MIT
"""Puts objects that were made here into a repository, as one pack, which git checks."""

import hashlib
import struct
import subprocess
import zlib

_KINDS = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}


def _header(kind, size):
    """The type and the size: 4 bits of the size in the first byte, 7 in each that follows."""
    byte = _KINDS[kind] << 4 | size & 15
    size >>= 4
    out = bytearray()
    while size:
        out.append(byte | 0x80)
        byte = size & 0x7F
        size >>= 7
    out.append(byte)
    return bytes(out)


def write_pack(objects, algorithm="sha1"):
    """The bytes of a pack of (kind, body)."""
    parts = [b"PACK" + struct.pack(">II", 2, len(objects))]
    for kind, body in objects:
        parts += [_header(kind, len(body)), zlib.compress(body, 1)]
    content = b"".join(parts)
    return content + hashlib.new(algorithm, content).digest()


def store(git_dir, objects, algorithm="sha1"):
    """Adds (kind, body) objects to a repository; git refuses what is no right object."""
    if objects:
        subprocess.run(["git", f"--git-dir={git_dir}", "index-pack", "--stdin", "--strict"],
                       input=write_pack(objects, algorithm), check=True, capture_output=True)
