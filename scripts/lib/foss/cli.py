# SPDX-License-Identifier: MIT
"""The command line of scripts/foss-export."""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from foss import export, prove
from foss.problem import Problem
from foss.repository import Repository

EXAMPLES = """
examples:
  scripts/foss-export tree /tmp/hedgerow                the FOSS tree of HEAD
  scripts/foss-export tree --rev v0.1.0 /tmp/hedgerow   of a tag
  scripts/foss-export prove                             build and test it, check that nothing private is left
  scripts/foss-export prove --report proof.json

exit status: 0 done and proven, 1 the proof found something, 2 wrong use
"""


def parser():
    top = argparse.ArgumentParser(
        prog="scripts/foss-export", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EXAMPLES,
        description="Makes the FOSS tree: the committed tree without what scripts/foss-export.conf calls private, "
        "every other byte as it is.")
    verbs = top.add_subparsers(dest="verb", metavar="tree|prove", required=True)
    tree = verbs.add_parser("tree", help="write the FOSS tree into a folder",
                            description="Writes the FOSS tree of a commit into DIR, which must be new or empty.")
    tree.add_argument("folder", metavar="DIR", type=pathlib.Path)
    tree.add_argument("--rev", help="the commit; without it HEAD, and the work tree must be clean")
    proof = verbs.add_parser(
        "prove", help="export HEAD, build and test it alone, check that nothing private is left",
        description="Exports HEAD, builds and tests it in a clean environment, and checks that nothing private is "
        "left: no file, name, include, link, nor string in a binary.")
    proof.add_argument("folder", metavar="DIR", nargs="?", type=pathlib.Path,
                       help="where to export to, kept; without it a temporary folder")
    proof.add_argument("--report", type=pathlib.Path, help="where the JSON report goes "
                       "(default: build/foss-export.json)")
    return top


def require_clean(repository):
    changes = repository.changes()
    if changes:
        shown = "\n".join("  " + c for c in changes[:10])
        more = f"\n  and {len(changes) - 10} more" if len(changes) > 10 else ""
        raise Problem("the work tree differs from HEAD, and only what is committed is exported:\n"
                      f"{shown}{more}\ncommit or remove these")


def run_tree(options):
    repository = Repository(".")
    if options.rev is None:
        require_clean(repository)
    commit = repository.commit(options.rev or "HEAD")
    _, private = export.classify(repository, commit)
    files = export.write_tree(repository, commit, options.folder)
    print(f"exported {commit[:12]} to {options.folder}: {files} files, without {', '.join(private) or 'nothing'}; "
          f"tree {export.public_tree_id(repository, commit)}")
    return 0


def run_prove(options):
    repository = Repository(".")
    require_clean(repository)
    report = options.report or repository.top / "build/foss-export.json"
    if options.folder:
        export.check_target(options.folder)
        return prove.run(repository, options.folder.resolve(), report)
    with tempfile.TemporaryDirectory(prefix="hedgerow-foss-") as temporary:
        return prove.run(repository, pathlib.Path(temporary) / "hedgerow", report)


def main(arguments):
    options = parser().parse_args(arguments)
    try:
        return run_tree(options) if options.verb == "tree" else run_prove(options)
    except Problem as problem:
        print(f"foss-export: {problem}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failure:
        said = failure.stderr if isinstance(failure.stderr, str) else (failure.stderr or b"").decode()
        print(f"foss-export: {' '.join(failure.cmd)} failed: {said.strip()}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
