# SPDX-License-Identifier: MIT
"""Debian packages: what they hold, and a clean root to install them into."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

# dpkg looks for ldconfig.
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


def output_of(*command):
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout


def field(deb, name):
    return output_of("dpkg-deb", "--field", deb, name).strip()


def names(debs):
    """Each package by its name."""
    return {field(deb, "Package"): deb for deb in debs}


def contents(deb):
    """Each entry as "MODE OWNER/GROUP PATH", in the order of the package."""
    entry = re.compile(r"(\S+) (\S+) +\d+ \S+ \S+ \./(.*)")
    return [" ".join(entry.fullmatch(line).groups()) for line in output_of("dpkg-deb", "--contents", deb).splitlines()]


def unpack(deb, folder):
    """All of it as files, control information below DEBIAN/."""
    pathlib.Path(folder).mkdir(parents=True)
    output_of("dpkg-deb", "--raw-extract", deb, folder)


def control_files(deb):
    """The text of each file of the control information."""
    with tempfile.TemporaryDirectory() as folder:
        output_of("dpkg-deb", "--control", deb, folder)
        return {path.name: path.read_text() for path in pathlib.Path(folder).iterdir()}


def text_of(deb, path):
    """A text file of the package."""
    with tempfile.TemporaryDirectory() as folder:
        output_of("dpkg-deb", "--extract", deb, folder)
        return (pathlib.Path(folder) / path).read_text()


class DpkgRoot:
    """A root folder that holds nothing but our packages. Its dpkg believes that the packages of this machine
    are there, so that dependencies are checked; programs in it run with the libraries of this machine."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        database = self.folder / "var/lib/dpkg"
        for needed in ("info", "updates", "triggers"):
            (database / needed).mkdir(parents=True)
        believed = ("Package: ${Package}\nStatus: ${Status}\nVersion: ${Version}\nArchitecture: ${Architecture}\n"
                    "Multi-Arch: ${Multi-Arch}\nProvides: ${Provides}\nMaintainer: -\nDescription: -\n\n")
        stanzas = output_of("dpkg-query", "--show", f"--showformat={believed}").split("\n\n")
        # Nothing of ours: that is what is installed here and seen to depend on what it should.
        (database / "status").write_text("".join(
            re.sub(r"^[\w-]+: \n", "", stanza + "\n", flags=re.M) + "\n" for stanza in stanzas
            if stanza and not re.match(r"Package: (lib)?hedgerow", stanza)))

    def install(self, debs):
        """By dpkg; raises CalledProcessError with what dpkg said."""
        become_root = [] if os.geteuid() == 0 else ["fakeroot", "--"]
        output_of(*become_root, "dpkg", f"--root={self.folder}", "--force-unsafe-io", "--force-script-chrootless",
                  "--install", *debs)

    def run(self, program, *arguments):
        """Runs a program of /usr/bin in an empty environment. Returns (exit status, what it printed)."""
        home = self.folder / "root"
        home.mkdir(exist_ok=True)
        done = subprocess.run([self.folder / "usr/bin" / program, *arguments], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env={"HOME": str(home)})
        return done.returncode, done.stdout

    def plugins(self):
        """The state of each installed plugin, as the installed tool sees it."""
        _, listing = self.run("hedgerow", "plugin", "list", "--json")
        return {p["id"]: p["state"] for p in json.loads(listing)["plugins"]}
