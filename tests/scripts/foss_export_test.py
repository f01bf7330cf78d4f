# SPDX-License-Identifier: MIT
"""scripts/foss-export tree on a small project: what it writes, and what it refuses."""

import hashlib
import os
import re
import stat
import subprocess
import tarfile
import unittest

from small_tree import COMMAND, MIT, PROJECT, TOOL, WHEN, SmallTree
from foss.tree_id import tree_on_disk


def listing(folder):
    """path -> (kind and mode, time, content) of all below a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        mode = "link" if path.is_symlink() else stat.filemode(about.st_mode)
        found[str(path.relative_to(folder))] = (mode, int(about.st_mtime), content)
    return found


class Command(SmallTree):
    def run_script(self, *arguments):
        return subprocess.run([COMMAND, *arguments], cwd=self.root, capture_output=True, text=True)

    def test_it_runs_as_a_script_of_its_own(self):
        done = self.run_script("tree", self.folder / "out")
        self.assertEqual((0, "", True), (done.returncode, done.stderr, (self.folder / "out/core/library.cpp").exists()))

    def test_its_help_has_an_example_of_each_verb(self):
        self.assertEqual(["tree", "tree", "prove", "prove", "prove", "sync", "sync", "import", "import"],
                         re.findall(r"^  scripts/foss-export (\w+) ", self.run_script("--help").stdout, re.M))


class TreeVerb(SmallTree):
    def test_the_export_is_the_commit_less_the_private_folder(self):
        out = self.folder / "out"
        self.assertEqual(0, self.export("tree", out).returncode)
        expected = {}
        for path, text in PROJECT.items():
            if not path.startswith("ee/"):
                expected[path] = ("-rw-r--r--", WHEN, text.encode())
        for folder in (".reuse", "core", "scripts"):
            expected[folder] = ("drwxr-xr-x", WHEN, None)
        expected["core/tool.sh"] = ("-rwxr-xr-x", WHEN, TOOL.encode())
        expected["core/link"] = ("link", WHEN, "library.cpp")
        self.assertEqual(expected, listing(out))

    def test_the_umask_changes_nothing(self):
        before = os.umask(0o077)
        try:
            self.export("tree", self.folder / "narrow")
            os.umask(0)
            self.export("tree", self.folder / "wide")
        finally:
            os.umask(before)
        self.assertEqual(listing(self.folder / "narrow"), listing(self.folder / "wide"))

    def test_the_printed_tree_is_the_one_git_computes(self):
        out = self.folder / "out"
        said = self.export("tree", out).stdout
        self.git("init", "-q", cwd=out)
        self.git("add", "-A", cwd=out)
        tree = self.git("write-tree", cwd=out)
        self.assertEqual((tree, tree), (said.split()[-1], tree_on_disk(out, skip=(".git",))))

    def test_a_revision_is_exported_though_the_work_tree_differs(self):
        self.git("tag", "v1")
        self.write("core/library.cpp", "changed")
        out = self.folder / "out"
        self.assertEqual(0, self.export("tree", "--rev", "v1", out).returncode)
        self.assertEqual(PROJECT["core/library.cpp"], (out / "core/library.cpp").read_text())

    def test_a_work_tree_that_differs_is_refused_with_the_names(self):
        self.write("core/library.cpp", "changed")
        self.assertEqual("foss-export: the work tree differs from HEAD, and only what is committed is exported:\n"
                         "   M core/library.cpp\ncommit or remove these", self.refused("tree", self.folder / "out"))

    def test_a_folder_that_is_not_empty_is_refused(self):
        (self.folder / "out").mkdir()
        (self.folder / "out/mine").write_text("")
        self.assertEqual(f"foss-export: {self.folder}/out is not empty; name a folder that is new or empty, "
                         "for nothing is overwritten", self.refused("tree", self.folder / "out"))

    def test_outside_a_repository_it_says_so(self):
        self.assertIn("is not in a git repository", self.refused("tree", self.folder / "out", cwd=self.folder))

    def test_a_commit_that_a_shallow_clone_lacks_is_explained(self):
        first = self.git("rev-parse", "HEAD")
        self.write("core/more.cpp", f"// {MIT}\n")
        self.commit()
        self.git("clone", "-q", "--depth=1", f"file://{self.root}", str(self.folder / "shallow"), cwd=self.folder)
        self.assertEqual(f"foss-export: no commit is named '{first}'; this clone is shallow and may lack it: "
                         "git fetch --unshallow",
                         self.refused("tree", "--rev", first, self.folder / "out", cwd=self.folder / "shallow"))

    def test_an_entry_without_a_rule_is_not_exported_but_refused(self):
        self.write("notes/plan.md", "")
        self.commit()
        self.assertEqual("foss-export: no rule says whether notes is public; add 'public notes' or 'private notes' "
                         "to scripts/foss-export.conf", self.refused("tree", self.folder / "out"))

    def test_an_entry_of_a_folder_that_is_ruled_entry_by_entry_needs_a_rule_too(self):
        self.write("scripts/foss-export.conf", PROJECT["scripts/foss-export.conf"].replace(
            "public core\n", "".join(f"public core/{n}\n" for n in ("CMakeLists.txt", "tool.sh", "link"))))
        self.commit()
        self.assertEqual("foss-export: no rule says whether core/library.cpp is public; add 'public core/library.cpp' or "
                         "'private core/library.cpp' to scripts/foss-export.conf", self.refused("tree", self.folder / "out"))

    def test_a_private_file_in_a_public_folder_stays(self):
        self.write("scripts/foss-export.conf", PROJECT["scripts/foss-export.conf"].replace(
            "public core\n", "".join(f"public core/{n}\n" for n in ("CMakeLists.txt", "tool.sh", "link")) +
            "private core/library.cpp\n"))
        self.commit()
        self.assertEqual(0, self.export("tree", self.folder / "out").returncode)
        self.assertEqual(["CMakeLists.txt", "link", "tool.sh"], sorted(os.listdir(self.folder / "out/core")))

    def test_rules_that_cannot_be_used_are_refused_with_their_line(self):
        for line, problem in (
                ("public core/library.cpp", "'core/library.cpp' lies in 'core', which has a rule already; "
                 "name the entries of that folder, or the folder, not both"),
                ("public core", "'core': it has a rule already; each path is classified once"),
                ("private /etc", "'/etc' is no path from the top of the tree; right: no '/' at either end"),
                ("message-drop-line ( ", "'(' is no regular expression: missing ), unterminated subpattern at position 0"),
                ("shared core", "found 'shared core', expected 'shared PUBLIC-PATH PRIVATE-PATH'")):
            with self.subTest(line):
                self.write("scripts/foss-export.conf", PROJECT["scripts/foss-export.conf"] + line)
                self.commit()
                self.assertEqual(f"foss-export: scripts/foss-export.conf:10: {problem}",
                                 self.refused("tree", self.folder / "out"))


class TarFile(SmallTree):
    def test_it_unpacks_to_the_tree(self):
        self.export("tree", self.folder / "out")
        self.assertEqual(0, self.export("tree", "--tar", self.folder / "h.tar", "--prefix", "h-1").returncode)
        with tarfile.open(self.folder / "h.tar") as tar:
            self.assertEqual({(0, 0, "root", "root", WHEN)},
                             {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in tar.getmembers()})
        subprocess.run(["tar", "-xf", self.folder / "h.tar", "-C", self.folder], check=True)
        self.assertEqual(listing(self.folder / "out"), listing(self.folder / "h-1"))

    def test_its_bytes_are_the_same_in_another_clone_under_another_umask(self):
        self.git("clone", "-q", str(self.root), str(self.folder / "elsewhere"))
        self.export("tree", "--tar", self.folder / "a.tar")
        before = os.umask(0o077)
        try:
            self.export("tree", "--tar", self.folder / "b.tar", cwd=self.folder / "elsewhere")
        finally:
            os.umask(before)
        digests = [hashlib.sha256((self.folder / n).read_bytes()).hexdigest() for n in ("a.tar", "b.tar")]
        self.assertEqual(digests[0], digests[1])

    def test_a_file_that_is_there_or_compressed_is_refused(self):
        (self.folder / "h.tar").write_text("mine")
        self.assertEqual(f"foss-export: {self.folder}/h.tar is there already; name a new file, for nothing is overwritten",
                         self.refused("tree", "--tar", self.folder / "h.tar"))
        self.assertEqual(f"foss-export: {self.folder}/h.tar.gz does not end in .tar; compressed bytes differ from machine to "
                         "machine, so compress the .tar yourself, say with gzip -n",
                         self.refused("tree", "--tar", self.folder / "h.tar.gz"))

    def test_a_place_where_nothing_can_be_written_is_said(self):
        self.assertEqual(f"foss-export: {self.folder}/no is not a folder that is there; make it first, or name another one",
                         self.refused("tree", "--tar", self.folder / "no/h.tar"))
        (self.folder / "file").write_text("mine")
        for verb in (("tree", self.folder / "file/out"), ("prove", "--quick", self.folder / "file/out")):
            with self.subTest(verb):
                self.assertEqual(f"foss-export: {self.folder}/file/out: Not a directory", self.export(*verb).stderr.splitlines()[-1])


if __name__ == "__main__":
    unittest.main()
