# SPDX-License-Identifier: MIT
"""A small project with the parts that the export touches, in a repository of its own. For the tests of
scripts/foss-export."""

import contextlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "scripts/lib"))

from foss import cli  # noqa: E402
from foss.attestation import Attestation  # noqa: E402

COMMAND = TOP / "scripts/foss-export"
WHEN = 1_700_000_000
MIT = "SPDX-License-Identifier: MIT"
PRIVATE = "SPDX-License-Identifier: LicenseRef-Hedgerow-EE"
RULES = "scripts/foss-export.conf"
PUBLIC_ENTRIES = (".gitignore", ".reuse", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "core", "scripts")

# A function that nobody would write twice by accident.
NIGHT_WATCH = """int night_watch(const int* hours, int count, int limit) {
  int longest = 0, current = 0;
  for (int at = 0; at < count; ++at) {
    current = hours[at] > limit ? current + hours[at] : 0;
    if (current > longest) longest = current;
  }
  return longest > 3 * limit ? longest - limit : longest;
}
"""

# Lists the plugins that are installed, as the real tool does.
TOOL = f"""#!/bin/sh
# {MIT}
cd "$(dirname "$0")/../lib/hedgerow/plugins/1"
echo '{{"plugins": [{{"id": "'"$(basename ./*.so .so)"'", "state": "active"}}]}}'
"""

PROJECT = {
    "LICENSE": (TOP / "LICENSE").read_text(encoding="utf-8"),
    RULES: f"# {MIT}\n" + "".join(f"public {n}\n" for n in PUBLIC_ENTRIES) + "private ee\n",
    ".gitignore": f"# {MIT}\n/build/\n",
    ".reuse/dep5": f"# {MIT}\nFormat: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
                   "Files: .gitignore .reuse/* CMakeLists.txt CMakePresets.json core/* scripts/*\nCopyright: 2026 me\n"
                   "License: MIT\n",
    "CMakeLists.txt": f"""# {MIT}
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
set(present OFF)
if(EXISTS ${{CMAKE_SOURCE_DIR}}/ee/CMakeLists.txt)
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
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER me)
set(CPACK_DEBIAN_LIBHEDGEROW1_PACKAGE_NAME libhedgerow1)
get_cmake_property(CPACK_COMPONENTS_ALL COMPONENTS)
include(CPack)
""",
    "CMakePresets.json": json.dumps({"version": 6, "configurePresets": [
        {"name": "dev", "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}"}],
        "buildPresets": [{"name": "dev", "configurePreset": "dev"}],
        "testPresets": [{"name": "dev", "configurePreset": "dev"}]}),
    "core/CMakeLists.txt": f"""# {MIT}
add_library(hedgerow SHARED library.cpp)
install(TARGETS hedgerow COMPONENT libhedgerow1)
install(PROGRAMS tool.sh DESTINATION bin RENAME hedgerow COMPONENT libhedgerow1)
add_test(NAME core COMMAND true)
""",
    "core/library.cpp": f"// {MIT}\nint answer() {{ return 42; }}\n",
    "ee/CMakeLists.txt": f"# {PRIVATE}\nadd_subdirectory(night_vault)\n",
    "ee/night_vault/CMakeLists.txt": f"# {PRIVATE}\nadd_library(vault SHARED v.cpp)\n"
                                    "install(TARGETS vault DESTINATION lib/hedgerow/plugins/1 COMPONENT vault)\nadd_test(NAME vault COMMAND true)\n",
    "ee/night_vault/v.cpp": f"// {PRIVATE}\n" + NIGHT_WATCH +
                            'const char* motto() { return "nobody else keeps such hours"; }\n',
}


class SmallTree(unittest.TestCase):
    """Each test has the project in `root`, below a `folder` of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="hedgerow-foss-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.root = self.folder / "full"
        self.root.mkdir()
        self.git("init", "-q", "-b", "main", "--template=")
        for path, text in PROJECT.items():
            self.write(path, text)
        self.write("core/tool.sh", TOOL)
        (self.root / "core/tool.sh").chmod(0o755)
        (self.root / "core/link").symlink_to("library.cpp")
        self.commit("Begin")

    def environment(self):
        return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org", "GIT_AUTHOR_DATE": f"{WHEN} +0100",
                "GIT_COMMITTER_NAME": "Com", "GIT_COMMITTER_EMAIL": "com@example.org",
                "GIT_COMMITTER_DATE": f"{WHEN} +0000"}

    def git(self, *arguments, cwd=None, **variables):
        return subprocess.run(["git", *arguments], cwd=cwd or self.root, check=True, capture_output=True, text=True,
                              env={**self.environment(), **variables}).stdout.strip()

    def write(self, path, content):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def add_rule(self, *lines):
        self.write(RULES, (self.root / RULES).read_text(encoding="utf-8") + "".join(line + "\n" for line in lines))

    def commit(self, message="a state", **variables):
        """Commits all there is. Returns the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, **variables)
        return self.git("rev-parse", "HEAD")

    def export(self, *arguments, cwd=None):
        """Runs scripts/foss-export, in this process, for that is faster."""
        out, err = io.StringIO(), io.StringIO()
        with (mock.patch.dict(os.environ, self.environment()), contextlib.chdir(cwd or self.root),
              contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)):
            status = cli.main([str(a) for a in arguments])
        return subprocess.CompletedProcess(arguments, status, out.getvalue(), err.getvalue())

    def refused(self, *arguments, cwd=None):
        """What is said when it ends in wrong use."""
        done = self.export(*arguments, cwd=cwd)
        self.assertEqual((2, ""), (done.returncode, done.stdout))
        return done.stderr.strip()

    def public_tree(self, commit="HEAD"):
        """The tree of a commit without the private folder, as git makes it."""
        kept = [line for line in self.git("ls-tree", commit).splitlines() if not line.endswith("\tee")]
        return subprocess.run(["git", "mktree"], cwd=self.root, check=True, capture_output=True, text=True,
                              input="".join(line + "\n" for line in kept)).stdout.strip()

    def attest(self, report_file=None, **differently):
        """Puts the report of a green proof of HEAD where sync looks for it, or into another file."""
        report = Attestation(self.git("rev-parse", "HEAD"), self.public_tree(), "", True, True, [], {})
        for name, value in differently.items():
            setattr(report, name, value)
        report.write(report_file or self.root / "build/foss-export.json")

    def prove(self, *options):
        """Exit status, and the steps that did not hold with what they found. Ids of git are shown as <id>."""
        done = self.export("prove", *options, "--report", self.folder / "report.json")
        report = json.loads((self.folder / "report.json").read_text())
        return done.returncode, {s["name"]: [re.sub(r"\b[0-9a-f]{7,40}\b", "<id>", f) for f in s["findings"]]
                                 for s in report["steps"] if not s["ok"]}
