# SPDX-License-Identifier: MIT
"""Each check of scripts/check finds the violation planted for it, names the place, and only that."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "scripts/lib"))

from checks import layers, licence, style, symbols  # noqa: E402
from checks.tree import Tree  # noqa: E402

MIT = "SPDX-License-Identifier: MIT"
EE = "SPDX-License-Identifier: LicenseRef-Hedgerow-EE"
NOTE = "TO" "DO"


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="hedgerow-check-")
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def write(self, path, *lines):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def found(self, check):
        """What a check says, as path:line: found."""
        return [f"{f.path}:{f.line}: {f.found}" for f in sorted(check(Tree(self.root)))]


class Licences(Planted):
    def test_a_file_without_an_spdx_line_is_found(self):
        self.write("core/src/a.cpp", "int a;")
        self.write("core/src/b.cpp", f"// {MIT}", "int b;")
        self.write("scripts/run", "#!/bin/sh", f"# {MIT}")
        self.write("ee/vault/v.cpp", f"// {EE}")
        self.write("core/data.json", "{}")
        self.assertEqual(["core/src/a.cpp:1: no SPDX line among the first three lines"],
                         self.found(licence.spdx_lines))

    def test_a_file_with_the_licence_of_another_folder_is_found(self):
        self.write("core/a.cpp", f"// {EE}")
        self.write("ee/vault/CMakeLists.txt", f"# {MIT}")
        self.assertEqual(["core/a.cpp:1: says the licence is LicenseRef-Hedgerow-EE",
                          "ee/vault/CMakeLists.txt:1: says the licence is MIT"], self.found(licence.spdx_lines))

    def test_knowledge_of_an_enterprise_module_outside_its_folder_is_found(self):
        self.write("ee/night_vault/CMakeLists.txt", f"# {EE}")
        self.write("CMakeLists.txt", "add_subdirectory(ee/x)  # the guarded block may")
        self.write("core/a.cpp", '#include "../../ee/night_vault/v.hpp"')
        self.write("core/b.cpp", "int nightly_vault, free/*ee*/;")
        self.write("plugins/p/CMakeLists.txt", "target_link_libraries(p hedgerow_night_vault)")
        self.write("tests/unit/t.cpp", 'load("hedgerow.Night_Vault.so");')
        self.write("tests/scripts/t.py", "night_vault  # even the tests of the wall may not name a module")
        self.assertEqual(
            ["core/a.cpp:1: 'night_vault' is an enterprise module: #include \"../../ee/night_vault/v.hpp\"",
             "core/a.cpp:1: names the folder ee/: #include \"../../ee/night_vault/v.hpp\"",
             "plugins/p/CMakeLists.txt:1: 'night_vault' is an enterprise module: "
             "target_link_libraries(p hedgerow_night_vault)",
             "tests/scripts/t.py:1: 'night_vault' is an enterprise module: "
             "night_vault  # even the tests of the wall may not name a module",
             "tests/unit/t.cpp:1: 'night_vault' is an enterprise module: load(\"hedgerow.Night_Vault.so\");"],
            self.found(licence.wall))

    def test_a_private_word_of_the_rules_is_found_everywhere_else(self):
        self.write("scripts/foss-export.conf", "public scripts", "public core", "private ee", "private-word nightingale")
        self.write("core/a.cpp", "// for Nightingale only")
        self.assertEqual(["core/a.cpp:1: 'nightingale' is a private word: // for Nightingale only"],
                         self.found(licence.wall))

    def test_an_entry_without_a_rule_is_found(self):
        self.write("scripts/foss-export.conf", "public scripts", "private ee", "public core/a.cpp")
        self.write("core/a.cpp", "")
        self.write("core/deep/b.cpp", "")
        self.write("ee/v.cpp", "")
        self.write("secrets/key.txt", "")
        self.assertEqual(["core/deep:0: has no rule in scripts/foss-export.conf",
                          "secrets:0: has no rule in scripts/foss-export.conf"], self.found(licence.top_level))

    def test_a_rule_that_makes_ee_public_is_found(self):
        self.write("scripts/foss-export.conf", "public scripts", "public ee")
        self.assertEqual(["scripts/foss-export.conf:0: ee is not private"], self.found(licence.top_level))

    def test_a_broken_rule_says_where_and_what_is_expected(self):
        self.write("scripts/foss-export.conf", "public scripts", "open core")
        self.assertEqual(["scripts/foss-export.conf:0: scripts/foss-export.conf:2: found 'open core', expected "
                          "'public PATH' or 'private PATH' or 'message-replace REGEX TEXT' or 'message-drop-line REGEX' or "
                          "'identity-replace REGEX TEXT' or 'private-tag GLOB' or 'private-word WORD' or "
                          "'shared PUBLIC-PATH PRIVATE-PATH' or 'known-content BLOB-ID'"], self.found(licence.top_level))


class Layers(Planted):
    def test_a_room_that_includes_one_below_it_is_found(self):
        self.write("core/src/event/a.hpp", '#include "gate/gate.hpp"', '#include "event/value.hpp"')
        self.write("core/src/sink/s.cpp", '#include "event/value.hpp"', "#include <spdlog/spdlog.h>")
        self.write("core/src/render/r.cpp", '#include "report/report.hpp"')
        self.assertEqual(["core/src/event/a.hpp:1: event includes gate/gate.hpp",
                          "core/src/render/r.cpp:1: render includes report/report.hpp"], self.found(layers.rooms))

    def test_a_folder_that_is_no_room_is_found(self):
        self.write("core/src/helpers/h.cpp", "int h;")
        self.assertEqual(["core/src/helpers/h.cpp:0: lies in core/src/helpers, which is no room"],
                         self.found(layers.rooms))

    def test_the_rooms_have_no_circle(self):
        for room in layers.ROOMS:
            with self.subTest(room):
                self.assertNotIn(room, set().union(*(layers.known_rooms(r) for r in layers.ROOMS[room]), set()))

    def test_a_public_header_that_needs_another_library_is_found(self):
        self.write("core/include/hedgerow/a.hpp", "#include <vector>", "#include <hedgerow/b.hpp>",
                   "#include <nlohmann/json.hpp>", '#include "gate/gate.hpp"')
        self.write("core/include/hedgerow/spdlog.hpp", "#include <spdlog/spdlog.h>")
        self.assertEqual(["core/include/hedgerow/a.hpp:3: a public header includes nlohmann/json.hpp",
                          "core/include/hedgerow/a.hpp:4: a public header includes gate/gate.hpp"],
                         self.found(layers.public_headers))

    def test_a_tool_or_plugin_that_uses_the_inside_of_the_library_is_found(self):
        self.write("core/cli/main.cpp", '#include "pipe/reader.hpp"', '#include "gate/gate.hpp"')
        self.write("core/cli/pipe/reader.hpp", "")
        self.write("plugins/p/CMakeLists.txt", "target_link_libraries(p PRIVATE hedgerow_internal)")
        self.write("plugins/p/tests/CMakeLists.txt", "target_link_libraries(t PRIVATE hedgerow_internal)")
        self.assertEqual(["core/cli/main.cpp:2: includes \"gate/gate.hpp\" of core/src",
                          "plugins/p/CMakeLists.txt:1: links the inside of the library: "
                          "target_link_libraries(p PRIVATE hedgerow_internal)"], self.found(layers.strangers))


class Style(Planted):
    def test_a_note_for_later_is_found(self):
        self.write("core/a.cpp", "int a;", f"// {NOTE}: the rest")
        self.assertEqual([f"core/a.cpp:2: a left-over: // {NOTE}: the rest"], self.found(style.left_overs))

    def test_an_unseen_character_is_found(self):
        self.write("core/a.cpp", "int a\u202e;")
        self.assertEqual(["core/a.cpp:1: holds a character that cannot be seen"], self.found(style.left_overs))

    def test_a_file_too_long_to_hold_is_found(self):
        self.write("core/a.cpp", *["int a;"] * 601)
        self.write("core/b.cpp", *["int b;"] * 600)
        self.assertEqual(["core/a.cpp:0: 601 lines"], self.found(style.length))

    @unittest.skipUnless(shutil.which(style.FORMATTER), f"{style.FORMATTER} is not installed")
    def test_a_file_that_is_not_formatted_is_found(self):
        self.write(".clang-format", "BasedOnStyle: Google")
        self.write("core/a.cpp", "int a;", "int   b;")
        self.write("core/c.cpp", "int c;")
        self.assertEqual(["core/a.cpp:2: is not formatted"], self.found(style.formatting))

    def test_a_python_script_that_does_not_parse_is_found(self):
        self.write("scripts/a.py", "x = 1", "if x")
        self.assertEqual(["scripts/a.py:2: expected ':'"],
                         [f for f in self.found(style.scripts) if not f.startswith("shellcheck:")])

    def test_a_shell_script_that_does_not_parse_is_found(self):
        self.write("scripts/a", "#!/bin/bash", "if true; then")
        self.assertIn("scripts/a:0: scripts/a: line 3: syntax error: unexpected end of file",
                      self.found(style.scripts))


class Files(Planted):
    def test_in_a_repository_ignored_files_are_left_alone_and_new_ones_are_not(self):
        subprocess.run(["git", "init", "-q", "."], cwd=self.root, check=True)
        self.write(".gitignore", "/build/")
        self.write("build/a.cpp", "")
        self.write("core/new.cpp", "")
        self.assertEqual([".gitignore", "core/new.cpp"], Tree(self.root).paths)

    def test_without_a_repository_all_but_the_build_folder_is_looked_at(self):
        self.write("build/a.cpp", "")
        self.write("core/build/b.cpp", "")
        self.assertEqual(["core/build/b.cpp"], Tree(self.root).paths)


class Symbols(Planted):
    def build(self, source):
        self.write("l.cpp", source)
        library = self.root / "libl.so"
        subprocess.run(["c++", "-shared", "-fPIC", "-fvisibility=hidden", "-g0", "-o", str(library),
                        str(self.root / "l.cpp")], check=True)
        return library

    def test_a_name_that_is_not_of_hedgerow_is_found(self):
        library = self.build('#define API __attribute__((visibility("default")))\n'
                             "namespace hedgerow { API int mine() { return 1; } int hidden() { return 2; } }\n"
                             'extern "C" API int hedgerow_c() { return 3; }\n'
                             "namespace other { API int theirs() { return 4; } }")
        self.assertEqual(["l: exports other::theirs()"],
                         [f"{f.path}: {f.found}" for f in symbols.own_names(library, "l")])

    def test_a_path_of_the_machine_is_found(self):
        library = self.build('__attribute__((visibility("default"))) const char* place = '
                             f'"{self.root}/core/l.cpp";')
        self.assertEqual([f"l: holds the path {self.root}"],
                         [f"{f.path}: {f.found}" for f in symbols.no_place(library, "l", self.root)])

    def test_a_path_of_its_own_that_begins_like_a_short_root_is_none_of_the_machine(self):
        library = self.build('__attribute__((visibility("default"))) const char* store = '
                             '"/hedgerow/reports.db";')
        self.assertEqual([], list(symbols.no_place(library, "l", pathlib.Path("/hedgerow"))))


if __name__ == "__main__":
    unittest.main()
