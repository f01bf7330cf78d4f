# SPDX-License-Identifier: MIT
"""The id that git gives a folder, computed from the files on the disk: two trees with one id are
the same in every name, mode and byte."""

import os
import pathlib

from foss.git_objects import FOLDER, TreeEntry, object_id, write_tree


def tree_on_disk(folder, skip=(), algorithm="sha1"):
    """The id of a folder; `skip` names entries of its top that do not count."""
    entries = []
    for path in pathlib.Path(folder).iterdir():
        if path.name in skip:
            continue
        if path.is_symlink():
            mode, identity = "120000", object_id("blob", os.readlink(path).encode(), algorithm)
        elif path.is_dir():
            mode, identity = FOLDER, tree_on_disk(path, algorithm=algorithm)
        else:
            mode = "100755" if path.stat().st_mode & 0o100 else "100644"
            identity = object_id("blob", path.read_bytes(), algorithm)
        entries.append(TreeEntry(mode, os.fsencode(path.name), identity))
    return object_id("tree", write_tree(entries), algorithm)
