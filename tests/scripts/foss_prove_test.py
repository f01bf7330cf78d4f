# SPDX-License-Identifier: MIT
"""scripts/foss-export prove as a whole, with its builds."""

import pathlib
import subprocess
import tempfile
import unittest

from small_tree import PROJECT, TOOL, TOP, SmallTree
from foss import left_behind
from foss.rules import PRIVATE
from foss.sightings import Sighting


class Built(SmallTree):
    """What only a build shows."""

    def test_a_tree_that_stands_alone_is_proven_and_the_proof_lets_it_be_published(self):
        self.assertEqual(0, self.export("prove").returncode)
        self.assertEqual(0, self.export("sync", self.folder / "mirror.git").returncode)

    def test_options_that_were_set_in_the_build_folder_before_do_not_count(self):
        subprocess.run(["cmake", "--preset", "dev", "-DCMAKE_BUILD_TYPE=Debug"], cwd=self.root, check=True, capture_output=True)
        self.assertEqual((0, {}), self.prove())

    def test_what_shows_in_the_build_alone_is_found(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"] + """
if(EXISTS ${CMAKE_SOURCE_DIR}/e${e}e)
  target_compile_definitions(hedgerow PRIVATE answer=other_answer)
  add_test(NAME lost COMMAND true)
endif()
""")
        self.write("core/library.cpp", PROJECT["core/library.cpp"] +
                   'extern const char* const said = "nobody else " "keeps such hours";\n')
        self.commit()
        status, failed = self.prove()
        self.assertEqual(
            (1, ["nothing built or installed holds a private name or text",
                 "libhedgerow.so has the same bytes in the exported tree and in the full one, WITH_EE=OFF and ON",
                 "it has every test of the full tree but the private ones",
                 "no public package holds a private name or text",
                 "libhedgerow1 and every other public package has the same bytes from the exported tree and the full one"]),
            (status, list(failed)))
        self.assertIn('core/libhedgerow.so holds "nobody else keeps such hours" of ee/night_vault/v.cpp',
                      failed["nothing built or installed holds a private name or text"])
        self.assertEqual(["only in the full tree: lost"], failed["it has every test of the full tree but the private ones"])

    def test_a_private_package_that_does_not_install_beside_the_public_ones_is_found(self):
        self.write("ee/CMakeLists.txt", PROJECT["ee/CMakeLists.txt"] +
                   'set(CPACK_DEBIAN_VAULT_PACKAGE_DEPENDS "no-such-core (= 2)" PARENT_SCOPE)\n')
        self.commit()
        status, failed = self.prove()
        self.assertEqual((1, ["the private packages work with the core of the exported tree"]), (status, list(failed)))
        self.assertIn("depends on no-such-core (= 2)", " ".join(
            failed["the private packages work with the core of the exported tree"]))

    def test_a_private_plugin_that_is_not_active_with_the_public_core_is_found(self):
        self.write("core/tool.sh", TOOL.replace("active", "refused"))
        self.commit()
        status, failed = self.prove()
        self.assertEqual((1, {"the private packages work with the core of the exported tree": ["libvault is refused"]}),
                         (status, failed))

    def test_a_test_that_fails_without_the_private_part_is_found(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"].replace(
            "COMMAND true", "COMMAND test -e ${CMAKE_SOURCE_DIR}/e${e}e"))
        self.commit()
        status, failed = self.prove()
        self.assertEqual((1, ["its tests pass"]), (status, list(failed)))
        self.assertRegex(failed["its tests pass"][0], r"^1/1 Test #1: core \.*\*\*\*Failed")


class LeftBehind(unittest.TestCase):
    def test_a_private_name_or_text_in_a_binary_is_found(self):
        strings = {"such a text is private": Sighting(PRIVATE, "1", "ee/v.cpp", "2")}
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "leak.so").write_bytes(b"\x7fELF..\0hedgerow.Night_Vault\0such a text is private\0")
            (pathlib.Path(folder) / "fine.so").write_bytes(b"\x7fELF..\0nightly_vault night_vaulted\0such a text is\0")
            (pathlib.Path(folder) / "text").write_bytes(b"night_vault")
            self.assertEqual(["leak.so holds 'Night_Vault'", 'leak.so holds "such a text is private" of ee/v.cpp'],
                             list(left_behind.in_built(folder, ["night_vault"], strings)))

    def test_an_installed_document_is_looked_at_too(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "guide.txt").write_bytes(b"see night_vault")
            self.assertEqual(["guide.txt holds 'night_vault'"], list(left_behind.in_installed(folder, ["night_vault"], {})))

    def test_only_the_mit_licence_passes_as_such(self):
        text = (TOP / "LICENSE").read_text(encoding="utf-8")
        self.assertEqual([True, False, False, False], [left_behind.plain_mit(t) for t in (
            text, text + "\nExcept for the folder x.", text.replace("sublicense, ", ""), "See COPYING.")])


if __name__ == "__main__":
    unittest.main()
