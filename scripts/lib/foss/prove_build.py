# SPDX-License-Identifier: MIT
"""The steps of the proof that build: the exported tree alone, and the full tree beside it."""

import hashlib
import subprocess

from checks.tree import Tree
from foss import build, left_behind
from foss.clean_room import CleanRoom
from foss.problem import Problem
from foss.proof import say
from foss.prove_packages import check_packages

NO_ENTERPRISE_MODULES = "WITH_EE=ON, but this tree has no enterprise modules"


def tail(log, lines=30):
    return log.read_text(errors="replace").splitlines()[-lines:]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_build(proof, repository, private, folder):
    """Builds and tests the tree in `folder`, and compares it with the full tree. `private` is what no binary
    may hold: names of modules, strings with their Sightings, words. Returns what was measured."""
    logs = folder.with_name(folder.name + ".logs")
    logs.mkdir()
    room = CleanRoom(logs / "home")
    facts = {"without_network": room.without_network}
    check_refusal(proof, room, folder, logs)
    built = build_and_test(proof, room, folder, logs)
    if built:
        check_built(proof, room, folder, built, private, logs)
        facts["libhedgerow_sha256"] = compare_with_full_tree(proof, repository, built, logs)
        check_packages(proof, room, built, repository.top / "build" / build.PRESET,
                       repository.commit_time(repository.commit("HEAD")), private, logs)
    return facts


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
    printed = log.read_text(errors="replace")
    counts = build.test_counts(printed)
    proof.step("its tests pass", [] if status == 0 and counts else build.failed_tests(printed) or tail(log),
               f"{counts[0]} passed, {counts[1]} failed" if counts else "")
    built = folder / "build" / build.PRESET
    ran, expected = sum(counts or ()), len(build.tests_in(built))
    proof.step("all of its tests ran", [] if ran == expected else [f"{ran} of {expected} ran"], f"{ran} of {expected}")
    return built


def check_built(proof, room, folder, built, private, logs):
    prefix = logs / "prefix"
    log = logs / "install.log"
    status = room.run(["cmake", "--install", built, "--prefix", prefix], folder, log)
    proof.step("it installs", tail(log) if status else [])
    proof.step("nothing built or installed holds a private name or text",
               [*left_behind.in_built(built, *private), *left_behind.in_installed(prefix, *private)],
               f"{len(private[1])} strings looked for")
    installed = Tree(prefix)
    proof.step("nothing private is installed", left_behind.in_names(installed, private[0]), f"{len(installed.paths)} files")


def compare_with_full_tree(proof, repository, built, logs):
    """The library has the same bytes, and no test is lost but those of the private part."""
    full = repository.top / "build" / build.PRESET
    say(f"building the full tree in {full.relative_to(repository.top)}")
    digests = {"exported tree": sha256(built / build.LIBRARY)}

    def full_build(with_ee, targets, *options):
        log = logs / f"full_{with_ee}.log"
        with open(log, "wb") as out:
            for command in (["cmake", *options, "--preset", build.PRESET, f"-DWITH_EE={with_ee}"],
                            ["cmake", "--build", "--preset", build.PRESET, "--parallel", str(build.jobs()), *targets]):
                if subprocess.run(command, cwd=repository.top, stdin=subprocess.DEVNULL, stdout=out,
                                  stderr=subprocess.STDOUT).returncode:
                    raise Problem("the full tree does not build:\n" + "\n".join(tail(log)))

    # Whoever works in that folder may have set options there: they do not count. OFF first, so that it is left
    # as it is by default. What needs no new compilation is not compiled again: then the library cannot differ.
    full_build("OFF", ["--target", "hedgerow"], "--fresh")
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
