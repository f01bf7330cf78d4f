# SPDX-License-Identifier: MIT
"""Writes the public part of a commit as a tar file that has the same bytes on every machine."""

import io
import os
import pathlib
import tarfile

from foss import export
from foss.problem import Problem


def _headers(path, when):
    """What belongs to no machine: root's, with the time of the commit."""
    info = tarfile.TarInfo(path)
    info.mtime = when
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    return info


def _members(files, top, when):
    """(header, content) in the order of the paths, each folder before what is in it."""
    contents = {f"{top}/{entry.path}": (entry, content) for entry, content in files}
    folders = {path[:at] for path in contents for at, c in enumerate(path) if c == "/"}
    for path in sorted([*contents, *folders], key=lambda p: p.split("/")):
        info = _headers(path, when)
        if path in folders:
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            yield info, None
            continue
        entry, content = contents[path]
        if entry.mode == "120000":
            info.type, info.mode, info.linkname = tarfile.SYMTYPE, 0o777, content.decode()
            yield info, None
        else:
            info.size, info.mode = len(content), 0o755 if entry.mode == "100755" else 0o644
            yield info, content


def write_tar(repository, commit, rules, file, top):
    """Writes `file`, which must not be there yet, with everything in one folder `top`. Returns how many files."""
    file = pathlib.Path(file)
    if file.exists():
        raise Problem(f"{file} is there already; name a new file, for nothing is overwritten")
    if file.suffix != ".tar":
        raise Problem(f"{file} does not end in .tar; compressed bytes differ from machine to machine, "
                      "so compress the .tar yourself, say with gzip -n")
    if not file.parent.is_dir():
        raise Problem(f"{file.parent} is not a folder that is there; make it first, or name another one")
    files = export.public_files(repository, commit, rules)
    when = repository.commit_time(commit)
    unfinished = file.with_name(file.name + f".{os.getpid()}.new")
    try:
        with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT, encoding="utf-8") as tar:
            for info, content in _members(files, top, when):
                tar.addfile(info, io.BytesIO(content) if content is not None else None)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(files)
