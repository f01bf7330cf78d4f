# SPDX-License-Identifier: MIT
"""scripts/deps on a machine that is played: dpkg-query, apt-get, sudo and id are stand-ins that note
how they are called."""

import pathlib
import subprocess
import tempfile
import unittest

COMMAND = pathlib.Path(__file__).resolve().parents[2] / "scripts/deps"


class Machine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="hedgerow-deps-")
        self.addCleanup(folder.cleanup)
        self.bin = pathlib.Path(folder.name)
        self.calls = self.bin / "calls"
        self.calls.write_text("")
        for tool in ("bash", "cut", "sort", "tr", "cat", "env", "mktemp", "rm"):
            (self.bin / tool).symlink_to(subprocess.check_output(["which", tool], text=True).strip())
        self.stand_in("dpkg-query", '[[ " $ABSENT " != *" ${@: -1} "* ]] && printf installed')
        self.stand_in("apt-get", 'echo "apt-get ${*: -2}" >>"$CALLS"; [ -z "$APT_FAILS" ] || { echo "no route"; exit 100; }')
        self.stand_in("id", "echo 0")

    def stand_in(self, name, body):
        (self.bin / name).write_text(f"#!{self.bin}/bash\n{body}\n")
        (self.bin / name).chmod(0o755)

    def run_deps(self, *arguments, **environment):
        """Exit status, output, calls of apt-get and sudo."""
        done = subprocess.run([self.bin / "bash", COMMAND, *arguments], capture_output=True, text=True,
                              env={"PATH": str(self.bin), "CALLS": str(self.calls), "TMPDIR": str(self.bin),
                                   "ABSENT": "", "APT_FAILS": "", **environment})
        return done.returncode, done.stdout + done.stderr, self.calls.read_text().splitlines()

    def test_nothing_is_said_or_done_when_nothing_is_missing(self):
        self.assertEqual((0, "", []), self.run_deps())

    def test_what_is_missing_is_installed_and_named(self):
        self.assertEqual((0, "== installing 2 packages with apt: cmake git\n",
                          ["apt-get Dpkg::Use-Pty=0 update", "apt-get cmake git"]), self.run_deps(ABSENT="cmake git"))

    def test_only_the_groups_that_are_asked_for_count(self):
        self.assertEqual((0, "", []), self.run_deps("build", "test", ABSENT="libbenchmark-dev shellcheck"))

    def test_missing_lists_and_installs_nothing(self):
        self.assertEqual((1, "cmake\n", []), self.run_deps("--missing", ABSENT="cmake"))

    def test_sudo_is_used_by_others_than_root(self):
        self.stand_in("id", "echo 1000")
        self.stand_in("sudo", 'echo "sudo" >>"$CALLS"; "$@"')
        self.assertEqual((0, "== installing 1 packages with apt: git\n",
                          ["sudo", "apt-get Dpkg::Use-Pty=0 update", "sudo", "apt-get --no-install-recommends git"]),
                         self.run_deps(ABSENT="git"))

    def test_without_root_and_sudo_the_command_for_someone_else_is_named(self):
        self.stand_in("id", "echo 1000")
        self.assertEqual((1, "scripts/deps: neither root nor sudo; let someone who may run: apt-get install git\n", []),
                         self.run_deps(ABSENT="git"))

    def test_a_failure_of_apt_is_shown(self):
        status, said, _ = self.run_deps(ABSENT="git", APT_FAILS="1")
        self.assertEqual((1, "== installing 1 packages with apt: git\nno route\nscripts/deps: apt failed, see above; "
                          "scripts/deps --missing names what is still missing\n"), (status, said))

    def test_an_unknown_word_is_refused_with_the_known_ones(self):
        self.assertEqual((2, "scripts/deps: 'tests' is neither a group (build, test, check, bench) nor an option "
                          "(--list, --missing, --help)\n", []), self.run_deps("tests"))

    def test_it_can_be_told_to_leave_the_packages_alone(self):
        self.assertEqual((0, "", []), self.run_deps(ABSENT="git", HEDGEROW_SKIP_DEPS="1"))


if __name__ == "__main__":
    unittest.main()
