# SPDX-License-Identifier: MIT
"""The steps of the proof that make Debian packages, of the exported tree and of the full one."""

import pathlib
import subprocess

import debs
from checks.tree import Tree
from foss import left_behind
from foss.proof import say

LIBRARY = "libhedgerow1"


def make(room, built, time, folder, log):
    """The packages of a build, by their names, and what was said if they cannot be made."""
    status = room.run(["env", f"SOURCE_DATE_EPOCH={time}", "cpack", "--config", built / "CPackConfig.cmake", "-B", folder],
                      built, log)
    found = sorted(pathlib.Path(folder).glob("*.deb"))
    return debs.names(found), log.read_text(errors="replace").splitlines()[-20:] if status or not found else []


def check_packages(proof, room, built, full, time, private, logs):
    """`built` is the exported tree's build, `full` the full tree's, both complete."""
    say("packaging both trees")
    public, wrong = make(room, built, time, logs / "packages", logs / "packages.log")
    whole, wrong_too = make(room, full, time, logs / "full_packages", logs / "full_packages.log")
    if not proof.step("both trees can be packaged", [*wrong, *wrong_too], f"{len(public)} and {len(whole)} packages"):
        return
    proof.step("no public package holds a private name or text", held(public, private, logs / "unpacked"),
               f"{len(public)} packages")
    different = [name for name, deb in public.items()
                 if name not in whole or deb.read_bytes() != whole[name].read_bytes()]
    proof.step(f"{LIBRARY} and every other public package has the same bytes from the exported tree and the full one",
               [f"there is no {LIBRARY}"] * (LIBRARY not in public) + different, ", ".join(public))
    proof.step("the private packages work with the core of the exported tree",
               not_working(logs / "root", public, {name: deb for name, deb in whole.items() if name not in public}))


def held(packages, private, folder):
    """What is private in the packages, in their names or in the files they hold."""
    for name, deb in packages.items():
        debs.unpack(deb, folder / name)
    yield from left_behind.in_names(Tree(folder), private[0])
    yield from left_behind.in_installed(folder, *private)


def plugins_in(deb):
    return [pathlib.PurePath(entry).stem for entry in debs.contents(deb)
            if "/hedgerow/plugins/" in entry and entry.endswith(".so")]


def not_working(root, public, others):
    """The plugins of `others` that are not active beside the public packages, or why these do not install."""
    wanted = [plugin for deb in others.values() for plugin in plugins_in(deb)]
    if not wanted:
        return ["the full tree makes no package with a plugin of its own"]
    installed = debs.DpkgRoot(root)
    try:
        installed.install([*public.values(), *others.values()])
    except subprocess.CalledProcessError as error:
        return error.stderr.splitlines()
    states = installed.plugins()
    return [f"{plugin} is {states.get(plugin, 'not found')}" for plugin in wanted if states.get(plugin) != "active"]
