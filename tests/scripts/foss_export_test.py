# SPDX-License-Identifier: MIT
"""scripts/foss-export on a small tree of its own: what it writes, what it refuses, what it finds."""

import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "scripts/lib"))

from foss import left_behind  # noqa: E402
from foss.repository import Entry  # noqa: E402
from foss.tree_id import tree_on_disk  # noqa: E402

COMMAND = TOP / "scripts/foss-export"
WHEN = 1_700_000_000
MIT = "SPDX-License-Identifier: MIT"
PRIVATE = "SPDX-License-Identifier: LicenseRef-Hedgerow-EE"

# A project with the parts that the proof touches: a library, a private module, a test of each.
PROJECT = {
    "LICENSE": (TOP / "LICENSE").read_text(encoding="utf-8"),
    "scripts/foss-export.conf": f"# {MIT}\n" + "".join(f"public {n}\n" for n in (
        ".gitignore", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "core", "scripts")) + "private ee\n",
    ".gitignore": f"# {MIT}\n/build/\n",
    "CMakeLists.txt": f"""# {MIT}
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
set(present OFF)
if(EXISTS ${{CMAKE_SOURCE_DIR}}/ee)
  set(present ON)
endif()
option(WITH_EE "" ${{present}})
if(WITH_EE AND NOT present)
  message(FATAL_ERROR "WITH_EE=ON, but this tree has no enterprise modules.")
endif()
enable_testing()
add_subdirectory(core)
if(WITH_EE)
  add_subdirectory(ee)
endif()
""",
    "CMakePresets.json": json.dumps({"version": 6, "configurePresets": [
        {"name": "dev", "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}"}],
        "buildPresets": [{"name": "dev", "configurePreset": "dev"}],
        "testPresets": [{"name": "dev", "configurePreset": "dev"}]}),
    "core/CMakeLists.txt": f"""# {MIT}
add_library(hedgerow SHARED library.cpp)
install(TARGETS hedgerow)
add_test(NAME core COMMAND true)
""",
    "core/library.cpp": f"// {MIT}\nint answer() {{ return 42; }}\n",
    "ee/CMakeLists.txt": f"# {PRIVATE}\nadd_subdirectory(night_vault)\n",
    "ee/night_vault/CMakeLists.txt": f"# {PRIVATE}\nadd_library(vault SHARED v.cpp)\nadd_test(NAME vault COMMAND true)\n",
    "ee/night_vault/v.cpp": f"// {PRIVATE}\nint vault() {{ return 1; }}\n",
}


class SmallTree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="hedgerow-foss-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.root = self.folder / "full"
        self.root.mkdir()
        self.git("init", "-q", "-b", "main")
        for path, text in PROJECT.items():
            self.write(path, text)
        self.write("core/tool.sh", f"#!/bin/sh\n# {MIT}\n")
        (self.root / "core/tool.sh").chmod(0o755)
        (self.root / "core/link").symlink_to("library.cpp")
        self.commit()

    def environment(self):
        return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": f"{WHEN} +0000",
                "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
                "GIT_COMMITTER_DATE": f"{WHEN} +0000"}

    def git(self, *arguments, cwd=None):
        return subprocess.run(["git", *arguments], cwd=cwd or self.root, check=True, capture_output=True, text=True,
                              env=self.environment()).stdout.strip()

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a state")

    def export(self, *arguments, cwd=None):
        return subprocess.run([COMMAND, *map(str, arguments)], cwd=cwd or self.root, capture_output=True, text=True,
                              env=self.environment())

    def refused(self, *arguments, cwd=None):
        """What is said when it ends in wrong use."""
        done = self.export(*arguments, cwd=cwd)
        self.assertEqual((2, ""), (done.returncode, done.stdout))
        return done.stderr.strip()

    def listing(self, folder):
        """path -> (kind and mode, time, content) of all below a folder."""
        found = {}
        for path in sorted(folder.rglob("*")):
            about = path.lstat()
            content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
            mode = "link" if path.is_symlink() else stat.filemode(about.st_mode)
            found[str(path.relative_to(folder))] = (mode, int(about.st_mtime), content)
        return found


class TreeVerb(SmallTree):
    def test_the_export_is_the_commit_less_the_private_folder(self):
        out = self.folder / "out"
        self.assertEqual(0, self.export("tree", out).returncode)
        expected = {}
        for path, text in PROJECT.items():
            if not path.startswith("ee/"):
                expected[path] = ("-rw-r--r--", WHEN, text.encode())
        for folder in ("core", "scripts"):
            expected[folder] = ("drwxr-xr-x", WHEN, None)
        expected["core/tool.sh"] = ("-rwxr-xr-x", WHEN, f"#!/bin/sh\n# {MIT}\n".encode())
        expected["core/link"] = ("link", WHEN, "library.cpp")
        self.assertEqual(expected, self.listing(out))

    def test_the_umask_changes_nothing(self):
        before = os.umask(0o077)
        try:
            self.export("tree", self.folder / "narrow")
            os.umask(0)
            self.export("tree", self.folder / "wide")
        finally:
            os.umask(before)
        self.assertEqual(self.listing(self.folder / "narrow"), self.listing(self.folder / "wide"))

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


class ProveVerb(SmallTree):
    def prove(self):
        """Exit status, and the steps that did not hold with what they found."""
        done = self.export("prove", "--report", self.folder / "report.json")
        report = json.loads((self.folder / "report.json").read_text())
        return done.returncode, {s["name"]: s["findings"] for s in report["steps"] if not s["ok"]}

    def test_a_tree_that_stands_alone_is_proven(self):
        self.assertEqual((0, {}), self.prove())

    def test_a_public_file_that_names_a_module_is_found(self):
        self.write("core/a.cpp", f"// {MIT}\n// see night_vault\n")
        self.commit()
        self.assertEqual((1, {"no text includes, links, names or tests a private module": [
            "core/a.cpp:2: 'night_vault' is an enterprise module: // see night_vault\n"
            "    right: outside ee/ nothing knows of ee/: let the module bring it through the plugin ABI"]}),
            self.prove())

    def test_a_library_that_depends_on_the_private_part_is_found(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"] +
                   "if(WITH_EE)\n  target_compile_definitions(hedgerow PRIVATE answer=other_answer)\nendif()\n")
        self.commit()
        status, failed = self.prove()
        self.assertEqual((1, ["libhedgerow.so has the same bytes in the exported tree and in the full one, "
                              "WITH_EE=OFF and ON"]), (status, list(failed)))

    def test_a_test_that_gets_lost_in_the_export_is_found(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"] +
                   "if(WITH_EE)\n  add_test(NAME lost COMMAND true)\nendif()\n")
        self.commit()
        self.assertEqual((1, {"it has every test of the full tree but the private ones":
                              ["only in the full tree: lost"]}), self.prove())

    def test_a_test_that_fails_without_the_private_part_is_found(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"].replace(
            "COMMAND true", "COMMAND test -e ${CMAKE_SOURCE_DIR}/ee"))
        self.commit()
        status, failed = self.prove()
        self.assertEqual((1, ["its tests pass"]), (status, list(failed)))

    def test_the_foss_tree_itself_has_nothing_to_prove(self):
        self.git("rm", "-r", "-q", "ee")
        self.commit()
        self.assertEqual("foss-export: this tree has nothing private: it is the FOSS tree already; "
                         "build it with scripts/test", self.refused("prove"))


class LeftBehind(unittest.TestCase):
    def test_a_copy_of_a_private_file_is_found(self):
        entries = [Entry("core/a.cpp", "100644", "11"), Entry("core/b.cpp", "100644", "22"),
                   Entry("ee/v/v.cpp", "100644", "22")]
        self.assertEqual(["core/b.cpp has the bytes of ee/v/v.cpp"],
                         list(left_behind.copied_files(entries, ["core"])))

    def test_a_private_name_in_a_binary_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "leak.so").write_bytes(b"\x7fELF..\0hedgerow.Night_Vault\0")
            (pathlib.Path(folder) / "fine.so").write_bytes(b"\x7fELF..\0nightly_vault night_vaulted\0")
            (pathlib.Path(folder) / "text").write_bytes(b"night_vault")
            self.assertEqual(["leak.so holds 'Night_Vault'"], list(left_behind.in_binaries(folder, ["night_vault"])))

    def test_only_the_mit_licence_passes_as_such(self):
        text = (TOP / "LICENSE").read_text(encoding="utf-8")
        self.assertEqual([True, False, False, False], [left_behind.plain_mit(t) for t in (
            text, text + "\nExcept for the folder x.", text.replace("sublicense, ", ""), "See COPYING.")])


if __name__ == "__main__":
    unittest.main()
