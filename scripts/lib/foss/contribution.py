# SPDX-License-Identifier: MIT
"""Reads changes that were made on the public tree: from patches in mail form, or from a range of commits."""

import dataclasses
import email.utils
import pathlib
import re
import subprocess
import sys
import tempfile

from foss.git_objects import read_commit
from foss.problem import Problem
from foss.repository import ObjectStore
from foss.scrub import without_mark


@dataclasses.dataclass(frozen=True)
class Contribution:
    name: str  # for the reader: the subject
    author: bytes  # name, e-mail, seconds, zone
    encoding: bytes  # of the message; empty when it is UTF-8
    message: bytes
    diff: bytes
    base_tree: str = ""  # the public trees before and after, where they are known
    tree: str = ""


def _run(*command, **options):
    done = subprocess.run(command, capture_output=True, **options)
    if done.returncode:
        raise Problem(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def from_patches(file):
    """Of a file that git format-patch wrote, or of many in one; '-' is the standard input."""
    with tempfile.TemporaryDirectory(prefix="hedgerow-import-") as temporary:
        folder = pathlib.Path(temporary)
        mails = folder / "all"
        mails.write_bytes(sys.stdin.buffer.read() if file == "-" else pathlib.Path(file).read_bytes())
        _run("git", "mailsplit", "-b", "--keep-cr", f"-o{folder}", str(mails))
        names = sorted(p.name for p in folder.iterdir() if p.name.isdigit())
        if not names:
            raise Problem(f"{file} has no patch in it; make one with git format-patch --stdout --binary")
        return [_from_mail(folder / name, file) for name in names]


def _from_mail(mail, file):
    body, diff = mail.with_suffix(".message"), mail.with_suffix(".diff")
    about = _run("git", "mailinfo", "-b", "--no-scissors", "--encoding=UTF-8", str(body), str(diff),
                 input=mail.read_bytes()).decode(errors="surrogateescape")
    headers = dict(re.findall(r"^(\w+): (.*)$", about, re.M))
    when = email.utils.parsedate_tz(headers.get("Date", ""))
    if not headers.get("Author") or not headers.get("Email") or not when:
        raise Problem(f"{file} does not say who made it and when; a patch made by git format-patch does")
    zone = (when[9] or 0) // 60
    author = (f"{headers['Author']} <{headers['Email']}> {email.utils.mktime_tz(when)} "
              f"{'-' if zone < 0 else '+'}{abs(zone) // 60:02}{abs(zone) % 60:02}")
    subject = headers.get("Subject", "")
    message = subject.encode(errors="surrogateescape") + b"\n\n" + body.read_bytes()
    return Contribution(subject, author.encode(errors="surrogateescape"), b"",
                        without_mark(message), diff.read_bytes())


def from_range(revisions, folder):
    """Of the commits of a range, as they are in the repository `folder`."""
    store = ObjectStore(folder)
    try:
        ids = store.lines("rev-list", "--topo-order", "--reverse", revisions, "--")
    except subprocess.CalledProcessError as failure:
        raise Problem(f"{folder} has no range '{revisions}': {failure.stderr.strip()}; "
                      "is it in another repository? name that by --from") from None
    if not ids:
        raise Problem(f"the range {revisions} of {folder} is empty; right: FIRST-PARENT..LAST")
    commits = {identity: read_commit(body) for identity, _, body in store.objects(ids)}
    parents = [c.parents[0] for c in commits.values() if len(c.parents) == 1]
    trees = {identity: read_commit(body).tree for identity, _, body in store.objects(parents)}
    return [_from_commit(store, identity, commit, trees) for identity, commit in commits.items()]


def _from_commit(store, identity, commit, trees):
    subject = commit.message.decode(errors="replace").split("\n")[0]
    if len(commit.parents) != 1:
        raise Problem(f"{identity[:12]} '{subject}' has {len(commit.parents)} parents; "
                      "import the commits between: each must have one")
    diff = store.git("diff-tree", "-p", "--binary", "--full-index", "--no-renames", "--no-ext-diff", "--no-textconv",
                     commit.parents[0], identity)
    return Contribution(subject, commit.author, commit.encoding, without_mark(commit.message), diff,
                        trees[commit.parents[0]], commit.tree)
