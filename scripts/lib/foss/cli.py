# SPDX-License-Identifier: MIT
"""The command line of scripts/foss-export."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

from foss import attestation, contribution, export, import_changes, prove, sync, tarball
from foss.history import Drift
from foss.mirror import Mirror, is_remote
from foss.problem import Problem
from foss.progress import Progress
from foss.repository import Repository, work_by_folder

EXAMPLES = """
examples:
  scripts/foss-export tree /tmp/hedgerow                the FOSS tree of HEAD
  scripts/foss-export tree --rev v0.1.0 --tar h.tar     of a tag, as a tar file: the same bytes on any machine
  scripts/foss-export prove                             build and test it, check that nothing private is left
  scripts/foss-export prove --quick                     the same, without building
  scripts/foss-export prove ../mirror.git               look through a mirror: branches, tags, notes
  scripts/foss-export sync --dry-run ../mirror.git      what would be published
  scripts/foss-export sync ../mirror.git                publish it; needs a proof of HEAD
  scripts/foss-export import fix.patch --pr 17          take a contribution to the FOSS tree
  scripts/foss-export import --from ../fork main..fix   the same from a repository

exit status: 0 done and proven, 1 the proof found something, 2 wrong use, or nothing could be done
"""
REPORT = "build/foss-export.json"
PARTIAL_REPORT = "build/foss-export-partial.json"
SHOWN = 20


def parser():
    top = argparse.ArgumentParser(
        prog="scripts/foss-export", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=EXAMPLES,
        description="Makes the FOSS tree and its history: what is committed without what scripts/foss-export.conf "
        "calls private, every other byte as it is. scripts/README.md explains the model.")
    verbs = top.add_subparsers(dest="verb", metavar="tree|sync|prove|import", required=True)

    tree = verbs.add_parser("tree", help="write the FOSS tree into a folder or a tar file",
                            description="Writes the FOSS tree of a commit into DIR, which must be new or empty.")
    where = tree.add_mutually_exclusive_group(required=True)
    where.add_argument("folder", metavar="DIR", nargs="?", type=pathlib.Path)
    where.add_argument("--tar", metavar="FILE", type=pathlib.Path, help="into a new tar file instead")
    tree.add_argument("--prefix", default="hedgerow", help="the folder that all of the tar file is in (default: %(default)s)")
    tree.add_argument("--rev", help="the commit; without it HEAD, and the work tree must be clean")

    mirror = verbs.add_parser("sync", help="bring a public repository up to HEAD, history and tags",
                              description="Pushes to REPO what it lacks of the public history of HEAD, forward only. "
                              "Each commit names its source in Foss-Source; there is no other state.")
    mirror.add_argument("mirror", metavar="REPO", help="a bare repository, a path for a new one, or an URL")
    mirror.add_argument("--branch", default="main", help="the branch of REPO (default: %(default)s)")
    mirror.add_argument("--dry-run", action="store_true", help="say what would be pushed; needs no proof")
    mirror.add_argument("--proof", type=pathlib.Path, help=f"the report of prove (default: {REPORT})")

    proof = verbs.add_parser(
        "prove", help="export HEAD, build and test it alone, check that nothing private is left",
        description="Exports HEAD with its history, looks through both for anything private, builds and tests the "
        "tree in a clean environment, and writes a report, which sync asks for.")
    proof.add_argument("place", metavar="REPO|DIR", nargs="?",
                       help="a mirror or an exported tree to look through instead, without building; "
                       "a new or empty folder: where to export to, kept")
    proof.add_argument("--branch", default="main", help="the branch of REPO that sync writes to (default: %(default)s)")
    proof.add_argument("--quick", action="store_true", help="leave out what builds; sync does not take such a proof")
    proof.add_argument("--report", type=pathlib.Path,
                       help=f"where the JSON report goes (default: {REPORT}; {PARTIAL_REPORT} when nothing is built)")

    back = verbs.add_parser("import", help="take a contribution that was made on the FOSS tree",
                            description="Commits a patch of git format-patch, or the commits of a range, on top of "
                            "HEAD: all or none. Author, date and message are kept.")
    back.add_argument("change", metavar="PATCH|RANGE", help="a file, - for the standard input, or FIRST-PARENT..LAST")
    back.add_argument("--from", dest="source", metavar="REPO", help="the repository of the range (default: this one)")
    back.add_argument("--pr", help="the pull request, kept in the trailer Foss-PR")
    back.add_argument("--dry-run", action="store_true", help="say what would be committed")
    return top


def run_tree(options):
    repository = Repository(".")
    if options.rev is None:
        repository.require_clean()
    commit = repository.commit(options.rev or "HEAD")
    rules = export.rules_of(repository, commit)
    if options.tar:
        files = tarball.write_tar(repository, commit, rules, options.tar, options.prefix)
    else:
        files = export.write_tree(repository, commit, rules, options.folder)
    private = [path for path, side in rules.rules_of_paths() if side == "private"]
    print(f"exported {commit[:12]} to {options.tar or options.folder}: {files} files, without "
          f"{', '.join(private) or 'nothing'}; tree {export.public_tree(repository, commit, rules)}")
    return 0


def run_sync(options):
    repository = Repository(".")
    repository.require_clean()
    commit = repository.commit("HEAD")
    rules = export.rules_of(repository, commit)
    with tempfile.TemporaryDirectory(prefix="hedgerow-sync-") as scratch:
        mirror = Mirror(options.mirror, options.branch, scratch)
        try:
            plan = sync.plan(repository, commit, rules, mirror, Progress("commits exported"))
        except Drift as drift:
            raise Problem(sync.how_to_go_on(mirror, drift)) from None
        tip = plan.new_tip[:12]
        if plan.is_empty():
            print(f"{options.mirror} is up to date with {commit[:12]}: {tip}")
            return 0
        what = f"{len(plan.history.made)} commits and {len(plan.new_tags)} tags; {options.branch} at {tip}"
        if options.dry_run:
            for identity, (source, body) in list(plan.history.made.items())[-SHOWN:]:
                subject = body.partition(b"\n\n")[2].decode(errors="replace").split("\n")[0]
                print(f"  {source[:12]} -> {identity[:12]} {subject}")
            for name in plan.new_tags:
                print(f"  tag {name}")
            for name, why in plan.tags.left_out.items():
                print(f"  not the tag {name}: {why}")
            print(f"would push {what}")
            return 0
        attestation.require(options.proof or repository.top / REPORT, commit,
                            export.public_tree(repository, commit, rules))
        sync.push(repository, mirror, plan, scratch)
        print(f"pushed {what}")
    return 0


def run_prove(options):
    repository = Repository(".")
    repository.require_clean()
    place = options.place
    there = place is not None and (is_remote(place) or os.path.isdir(place) and any(os.scandir(place)))
    if place and not there:
        export.check_target(place)
    with tempfile.TemporaryDirectory(prefix="hedgerow-foss-") as scratch:
        if there:
            report = prove.run_on(repository, place, options.branch, scratch)
        else:
            report = prove.run(repository, scratch, pathlib.Path(place).resolve() if place else None, not options.quick)
    file = options.report or repository.top / (REPORT if report.complete else PARTIAL_REPORT)
    report.write(file)
    print(f"== report: {file}")
    failed = sum(not s["ok"] for s in report.steps)
    print(f"{len(report.steps) - failed} passed, {failed} failed, in {report.facts['seconds']} s")
    return 0 if report.holds else 1


def run_import(options):
    repository = Repository(".")
    repository.require_clean()
    if options.change == "-" or os.path.isfile(options.change):
        changes = contribution.from_patches(options.change)
    elif ".." in options.change:
        changes = contribution.from_range(options.change, options.source or ".")
    else:
        raise Problem(f"'{options.change}' is neither a file nor a range FIRST-PARENT..LAST")
    rules = export.rules_of(repository, "HEAD")
    for change, commit in import_changes.import_all(repository, rules, changes, options.pr, options.dry_run):
        print(f"{commit[:12] if commit else 'in HEAD already'} {change.name}")
    return 0


def main(arguments):
    options = parser().parse_args(arguments)
    work_by_folder()
    verbs = {"tree": run_tree, "sync": run_sync, "prove": run_prove, "import": run_import}
    try:
        return verbs[options.verb](options)
    except Problem as problem:
        print(f"foss-export: {problem}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"foss-export: {error.filename}: {error.strerror}" if error.filename else f"foss-export: {error}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failure:
        said = failure.stderr if isinstance(failure.stderr, str) else (failure.stderr or b"").decode(errors="replace")
        print(f"foss-export: {' '.join(map(str, failure.cmd))} failed: {said.strip()}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.stderr.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
