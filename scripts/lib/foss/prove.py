# SPDX-License-Identifier: MIT
"""Proves that the FOSS tree stands alone: exports it, builds and tests it, looks for left-overs."""

import hashlib
import json
import subprocess
import time

from checks.tree import Tree
from foss import build, export, left_behind
from foss.clean_room import CleanRoom
from foss.problem import Problem
from foss.tree_id import tree_on_disk

NO_ENTERPRISE_MODULES = "WITH_EE=ON, but this tree has no enterprise modules"


class Proof:
    """The steps, each with what it found; printed as they come."""

    def __init__(self):
        self.steps = []

    def step(self, name, findings, detail=""):
        findings = list(findings)
        self.steps.append({"name": name, "ok": not findings, "detail": detail, "findings": findings})
        print(f"{'FAIL' if findings else 'ok  '} {name}{': ' + detail if detail else ''}", flush=True)
        for finding in findings[:20]:
            print(f"       {finding}", flush=True)
        return not findings

    def holds(self):
        return all(s["ok"] for s in self.steps)


def say(text):
    print(f"== {text}", flush=True)


def tail(log, lines=30):
    return log.read_text(errors="replace").splitlines()[-lines:]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_tree(proof, repository, commit, folder):
    entries = repository.entries(commit)
    public, private = export.classify(repository, commit)
    modules = left_behind.private_modules(entries)
    expected = export.public_tree_id(repository, commit)
    found = tree_on_disk(folder, algorithm="sha1" if len(commit) == 40 else "sha256")
    proof.step("the tree is that of the commit less the private entries",
               [] if found == expected else [f"tree id {found}, expected {expected}"], found)
    tree = Tree(folder)
    proof.step("no path is private", left_behind.in_names(tree, modules), f"{len(tree.paths)} files")
    proof.step("no text includes, links, names or tests a private module", left_behind.in_texts(tree, modules),
               f"modules: {', '.join(modules)}")
    proof.step("no file is a copy of a private one", left_behind.copied_files(entries, public))
    proof.step("LICENSE is the MIT licence", [] if left_behind.plain_mit((folder / "LICENSE").read_text()) else
               ["LICENSE holds more or less than the MIT licence"])
    return modules


def check_refusal(proof, room, folder, logs):
    """WITH_EE=ON has nothing to build here, and CMake says so."""
    log = logs / "with_ee_on.log"
    status = room.run(["cmake", "-S", folder, "-B", logs / "with_ee_on", "-G", "Ninja", "-DWITH_EE=ON"], folder, log)
    said = " ".join(log.read_text(errors="replace").split())
    proof.step("WITH_EE=ON ends in a clear error",
               [] if status != 0 and NO_ENTERPRISE_MODULES in said else
               [f"exit status {status}, and not the sentence '{NO_ENTERPRISE_MODULES}'", *tail(log, 5)])


def build_and_test(proof, room, folder, logs):
    """Builds and tests the exported tree. Returns its build folder, or None if it does not build."""
    where = "without network" if room.without_network else "with network: taking it away is not permitted here"
    say(f"building the exported tree in a clean environment, {where}")
    for what, command in [("configures", ["cmake", "--preset", build.PRESET]),
                          ("builds", ["cmake", "--build", "--preset", build.PRESET, "--parallel", build.jobs()])]:
        log = logs / f"{what}.log"
        if not proof.step(f"the exported tree {what}",
                          tail(log) if room.run(command, folder, log) else [], where):
            return None
    say("testing it")
    log = logs / "ctest.log"
    status = room.run(["ctest", "--preset", build.PRESET, "--no-tests=error"], folder, log)
    counts = build.test_counts(log.read_text(errors="replace"))
    proof.step("its tests pass", [] if status == 0 and counts else tail(log, 60),
               f"{counts[0]} passed, {counts[1]} failed" if counts else "")
    return folder / "build" / build.PRESET


def check_built(proof, room, folder, built, modules, logs):
    prefix = logs / "prefix"
    log = logs / "install.log"
    status = room.run(["cmake", "--install", built, "--prefix", prefix], folder, log)
    proof.step("it installs", tail(log) if status else [])
    proof.step("no binary holds a private name",
               [*left_behind.in_binaries(built, modules), *left_behind.in_binaries(prefix, modules)])
    installed = Tree(prefix)
    proof.step("nothing private is installed", left_behind.in_names(installed, modules), f"{len(installed.paths)} files")


def compare_with_full_tree(proof, repository, built, logs):
    """The library has the same bytes, and no test is lost but those of the private part."""
    full = repository.top / "build" / build.PRESET
    say(f"building the full tree in {full.relative_to(repository.top)}")
    digests = {"exported tree": sha256(built / build.LIBRARY)}

    def full_build(with_ee, targets):
        log = logs / f"full_{with_ee}.log"
        with open(log, "wb") as out:
            for command in (["cmake", "--preset", build.PRESET, f"-DWITH_EE={with_ee}"],
                            ["cmake", "--build", "--preset", build.PRESET, "--parallel", str(build.jobs()), *targets]):
                if subprocess.run(command, cwd=repository.top, stdin=subprocess.DEVNULL, stdout=out,
                                  stderr=subprocess.STDOUT).returncode:
                    raise Problem("the full tree does not build:\n" + "\n".join(tail(log)))

    # OFF first, so that the folder is left as it is by default. What needs no new compilation is not
    # compiled again: then the library cannot differ.
    full_build("OFF", ["--target", "hedgerow"])
    digests["full tree, WITH_EE=OFF"] = sha256(full / build.LIBRARY)
    full_build("ON", [])
    digests["full tree, WITH_EE=ON"] = sha256(full / build.LIBRARY)
    proof.step("libhedgerow.so has the same bytes in the exported tree and in the full one, WITH_EE=OFF and ON",
               [] if len(set(digests.values())) == 1 else [f"{k}: sha256 {v}" for k, v in digests.items()],
               f"sha256 {digests['exported tree']}")

    expected = set(build.tests_in(full)) - set(build.tests_in(full / "ee"))
    found = set(build.tests_in(built))
    proof.step("it has every test of the full tree but the private ones",
               [f"only in the full tree: {t}" for t in sorted(expected - found)] +
               [f"only in the exported tree: {t}" for t in sorted(found - expected)], f"{len(found)} tests")
    return digests


def run(repository, folder, report_file):
    """Runs every step on HEAD, exported to `folder`. Returns the exit status."""
    started = time.monotonic()
    commit = repository.commit("HEAD")
    if not export.classify(repository, commit)[1]:
        raise Problem("this tree has nothing private: it is the FOSS tree already; build it with scripts/test")
    proof = Proof()
    say(f"exporting {commit[:12]} to {folder}")
    export.write_tree(repository, commit, folder)
    modules = check_tree(proof, repository, commit, folder)

    logs = folder.with_name(folder.name + ".logs")
    logs.mkdir()
    room = CleanRoom(logs / "home")
    check_refusal(proof, room, folder, logs)
    built = build_and_test(proof, room, folder, logs)
    digests = {}
    if built:
        check_built(proof, room, folder, built, modules, logs)
        digests = compare_with_full_tree(proof, repository, built, logs)

    seconds = round(time.monotonic() - started)
    report = {"commit": commit, "tree": export.public_tree_id(repository, commit), "modules": modules,
              "without_network": room.without_network, "libhedgerow_sha256": digests, "seconds": seconds,
              "holds": proof.holds(), "steps": proof.steps}
    report_file.parent.mkdir(parents=True, exist_ok=True)
    report_file.write_text(json.dumps(report, indent=2) + "\n")
    failed = sum(not s["ok"] for s in proof.steps)
    say(f"report: {report_file}")
    print(f"{len(proof.steps) - failed} passed, {failed} failed, in {seconds} s")
    return 0 if proof.holds() else 1
