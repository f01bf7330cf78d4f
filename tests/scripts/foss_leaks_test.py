# SPDX-License-Identifier: MIT
"""scripts/foss-export prove, without building: a leak of each kind is found and named, and nothing else is."""

import re
import unittest

from small_tree import MIT, NIGHT_WATCH, PRIVATE, PROJECT, WHEN, SmallTree
from foss.private_strings import strings_of

SAYS = "no public content of any commit says what is private"
NAMES = "no message, person, reference or path says what is private"
TEXT = "no text includes, links, names or tests a private module"
BYTES = "no content that was private first can be reached, from a branch, a tag or a note"
LIKE = "no public text is like a private one"
STRINGS = "no public text says a string of a private source"
CMAKE = "CMake knows of the private folder in one guarded line alone"


def line_behind(path):
    """The number of the line that is added to a file of the project."""
    return PROJECT[path].count("\n") + 1


class Planted(SmallTree):
    """A leak each. Nothing here needs a build."""

    def quick(self):
        return self.prove("--quick")

    def test_the_clean_tree_raises_no_alarm(self):
        self.assertEqual((0, {}), self.quick())

    def test_a_private_content_in_the_history(self):
        self.write("ee/night_vault/w.json", '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": [7, 8, 9]}\n')
        self.commit("Add w")
        self.git("mv", "ee/night_vault/w.json", "core/w.json")
        self.commit("Move it")
        self.git("rm", "-q", "core/w.json")
        self.commit("Take it away")
        status, failed = self.quick()
        self.assertEqual([1, ["core/w.json (blob <id>, commit <id>, in refs/heads/main) has the bytes of "
                              "ee/night_vault/w.json (private in <id>)"]], [status, failed[BYTES]])

    def test_a_file_that_was_moved_out_and_back(self):
        self.git("mv", "ee/night_vault/v.cpp", "core/v.cpp")
        self.commit("Move it")
        self.git("mv", "core/v.cpp", "ee/night_vault/v.cpp")
        self.commit("Move it back")
        status, failed = self.quick()
        self.assertEqual([1, ["core/v.cpp (blob <id>, commit <id>, in refs/heads/main) has the bytes of ee/night_vault/v.cpp "
                              "(private in <id>)"]], [status, failed[BYTES]])

    def test_a_copied_function_with_its_own_names_or_with_others(self):
        renamed = re.sub(r"\b(night_watch|hours|count|limit|longest|current|at)\b", r"my_\1", NIGHT_WATCH)
        for text, how in ((NIGHT_WATCH, "the words"), (renamed, "the shape, with other names,")):
            with self.subTest(how):
                self.write("core/a.cpp", f"// {MIT}\nint before;\n{text}int after;\n")
                self.commit()
                self.assertEqual((1, {LIKE: [f"core/a.cpp (blob <id>, commit <id>, in refs/heads/main) lines 3-10: {how} of "
                                             "ee/night_vault/v.cpp (private in <id>)"]}), self.quick())
                self.git("reset", "-q", "--hard", "HEAD~")

    def test_a_string_of_a_private_source(self):
        self.write("core/a.cpp", f'// {MIT}\nconst char* said = "nobody else keeps such hours";\n')
        self.commit()
        self.assertEqual((1, {STRINGS: ['core/a.cpp (blob <id>, commit <id>, in refs/heads/main) says "nobody else keeps such '
                                        'hours" of ee/night_vault/v.cpp (private in <id>)']}), self.quick())

    def test_text_that_a_rule_shares_and_text_that_was_public_first_raise_no_alarm(self):
        self.add_rule("shared core/a.cpp ee")
        self.write("core/a.cpp", f"// {MIT}\n{NIGHT_WATCH}")
        own = NIGHT_WATCH.replace("night", "day").replace("> limit", "< limit").replace("3 * ", "5 + ")
        own = own + "int day_shift(int a, int b) { return a ? day_watch(&a, b, 7) : b % 3 + a * b; }\n"
        self.write("core/c.cpp", f"// {MIT}\n" + own[own.index("int day_shift"):])
        self.commit()
        self.write("ee/night_vault/c.cpp", f"// {PRIVATE}\n" + own[own.index("int day_shift"):])
        self.commit()
        self.assertEqual((0, {}), self.quick())

    def test_among_branches_the_dates_say_which_side_was_first(self):
        text = """std::string join(const std::vector<std::string>& parts, char between) {
  std::string all;
  for (const auto& part : parts) all.append(all.empty() ? "" : between).append(part.begin(), part.end());
  return all.size() > 80 ? all.substr(0, 79) + '~' : std::move(all);
}
"""
        for private, private_end, public, public_end, is_leak in ((1, 9, 2, 3, True), (2, 3, 1, 9, False)):
            with self.subTest(is_leak):
                self.git("checkout", "-q", "-B", "other", "main")
                self.write("ee/night_vault/c.cpp", f"// {PRIVATE}\n{text}")
                self.commit(GIT_COMMITTER_DATE=f"{WHEN + private} +0000")
                self.commit(GIT_COMMITTER_DATE=f"{WHEN + private_end} +0000")
                self.git("checkout", "-q", "main")
                self.write("core/c.cpp", f"// {MIT}\n{text}")
                self.commit(GIT_COMMITTER_DATE=f"{WHEN + public} +0000")
                self.commit(GIT_COMMITTER_DATE=f"{WHEN + public_end} +0000")
                self.assertEqual([LIKE] if is_leak else [], list(self.quick()[1]))
                self.git("reset", "-q", "--hard", "HEAD~2")

    def test_a_message_a_person_and_a_tag(self):
        self.add_rule("private-word nightjar")
        self.commit("Prepare for night_vault", GIT_AUTHOR_NAME="Ann (Nightjar team)")
        self.git("tag", "-a", "v1", "-m", "With LicenseRef-Hedgerow-EE parts")
        self.git("tag", "nightjar-1")
        self.assertEqual((1, {NAMES: [
            "the message of <id> 'Prepare for night_vault': 'night_vault' is an enterprise module",
            "the author of <id>, Ann (Nightjar team) <ann@example.org>: 'nightjar' is a private word",
            "the message of tag v1: names the enterprise licence",
            "the reference refs/tags/nightjar-1: 'nightjar' is a private word"]}), self.quick())

    def test_what_old_contents_say(self):
        self.write("core/a.cpp", f"// {MIT}\n// as night_vault does it\n")
        self.commit()
        self.write("core/a.cpp", f"// {MIT}\n")
        self.commit()
        self.assertEqual((1, {SAYS: ["core/a.cpp (blob <id>, commit <id>, in refs/heads/main) line 2: 'night_vault' is an "
                                     "enterprise module: // as night_vault does it"]}), self.quick())
        self.add_rule(f"known-content {self.git('rev-parse', 'HEAD~:core/a.cpp')}")
        self.commit()
        self.assertEqual((0, {}), self.quick())

    def test_an_include(self):
        self.write("core/a.cpp", f"// {MIT}\n#include \"../ee/night_vault/v.hpp\"\n")
        self.commit()
        status, failed = self.quick()
        right = "\n    right: outside ee/ nothing knows of ee/: let the module bring it through the plugin ABI"
        self.assertEqual((1, [f"core/a.cpp:2: {found}: #include \"../ee/night_vault/v.hpp\"{right}" for found in
                              ("'night_vault' is an enterprise module", "names the folder ee/")]), (status, failed[TEXT]))

    def test_a_line_of_cmake(self):
        for path, text, found in (
                ("core/CMakeLists.txt", "add_subdirectory(../ee x)", "only CMakeLists.txt at the top may "
                 "depend on WITH_EE and name ee: add_subdirectory(../ee x)"),
                ("core/CMakeLists.txt", "if(WITH_EE)", "only CMakeLists.txt at the top may depend on "
                 "WITH_EE and name ee: if(WITH_EE)"),
                ("CMakeLists.txt", "add_subdirectory(ee)", "add_subdirectory(ee) stands outside if(WITH_EE)"),
                ("CMakeLists.txt", "include_directories(ee)", "names ee besides the guarded line: "
                 "include_directories(ee)")):
            with self.subTest(text):
                self.write(path, PROJECT[path] + text + "\n")
                self.commit()
                status, failed = self.quick()
                self.assertEqual((1, f"{path}:{line_behind(path)}: {found}"), (status, failed[CMAKE][0]))
                self.git("reset", "-q", "--hard", "HEAD~")

    def test_a_test_of_a_private_module(self):
        self.write("core/CMakeLists.txt", PROJECT["core/CMakeLists.txt"] + "add_test(NAME v COMMAND load night_vault)\n")
        self.commit()
        status, failed = self.quick()
        line = line_behind("core/CMakeLists.txt")
        self.assertEqual([1, [f"core/CMakeLists.txt (blob <id>, commit <id>, in refs/heads/main) line {line}: 'night_vault' is "
                              "an enterprise module: add_test(NAME v COMMAND load night_vault)"]], [status, failed[SAYS]])

    def test_links_of_documents_and_symbolic_links(self):
        self.write("core/README.md", f"<!-- {MIT} -->\n[code](library.cpp) [site](https://example.org/ee) [more](../ee#x)\n")
        (self.root / "core/vault").symlink_to("../ee")
        self.commit()
        status, failed = self.quick()
        self.assertEqual((1, {
            "every link of a document leads into the tree": [
                "core/README.md:2: the link ../ee#x leads to ee, which the exported tree does not have"],
            "every symbolic link leads into the tree": [
                "core/vault is a symbolic link to ../ee, which the exported tree does not have"]}), (status, failed))

    def test_a_submodule(self):
        self.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},core/other")
        self.git("commit", "-q", "-m", "Add it")
        (self.root / "core/other").mkdir()
        self.assertEqual((1, {"no commit has a submodule": ["core/other is a submodule at <id>; the export knows files only"],
                              "the tree has no submodule": ["core/other is a submodule at <id>; the export knows files only"]}),
                         self.quick())

    def test_a_licence_that_is_not_mit_alone_in_any_commit(self):
        self.write("LICENSE", PROJECT["LICENSE"] + "\nExcept on Sundays.\n")
        self.commit()
        self.write("LICENSE", PROJECT["LICENSE"])
        self.commit()
        status, failed = self.quick()
        self.assertEqual((1, {"LICENSE is the MIT licence in every commit": [
            "LICENSE (blob <id>, commit <id>, in refs/heads/main) holds more or less than the MIT licence"]}),
            (status, failed))

    def test_a_file_without_copyright(self):
        self.write("core/odd/a.cpp", f"// {MIT}\n")
        self.write(".reuse/dep5", PROJECT[".reuse/dep5"].replace("core/*", "core/*.cpp core/*.txt core/tool.sh core/link"))
        self.write("core/odd/b.hpp", f"// {MIT}\n")
        self.commit()
        status, failed = self.quick()
        self.assertEqual([1, True], [status, "* core/odd/b.hpp" in
                                     failed["reuse lint finds a licence and a copyright for each file"]])

    def test_the_foss_tree_itself_has_nothing_to_prove(self):
        self.git("rm", "-r", "-q", "ee")
        self.commit()
        self.assertEqual("foss-export: this tree has nothing private: it is the FOSS tree already; "
                         "build it with scripts/test", self.refused("prove"))


class Mirrors(SmallTree):
    """Leaks that somebody put into the mirror, not by sync."""

    def setUp(self):
        super().setUp()
        self.mirror = self.folder / "mirror.git"
        self.attest()
        self.export("sync", self.mirror)

    def put(self, commit, name):
        self.git("push", "-q", str(self.mirror), f"{commit}:{name}")

    def test_a_mirror_as_sync_left_it_is_proven_and_one_behind_is_too(self):
        self.assertEqual((0, {}), self.prove(self.mirror))
        self.write("core/a.cpp", f"// {MIT}\n")
        self.commit()
        self.assertEqual((0, {}), self.prove(self.mirror))

    def test_a_tag_on_the_whole_tree(self):
        self.put("main", "refs/tags/v1")
        self.git("tag", "v1")
        status, failed = self.prove(self.mirror)
        self.assertEqual([1, f"ee/night_vault/v.cpp (blob <id>, commit <id>, in refs/tags/v1) has the bytes of "
                          "ee/night_vault/v.cpp (private in <id>)"], [status, failed[BYTES][-1]])
        self.assertIn("the path ee/night_vault/v.cpp is private", failed[NAMES])

    def test_a_private_note(self):
        self.git("notes", "add", "-F", "ee/night_vault/v.cpp")
        self.git("push", "-q", str(self.mirror), "refs/notes/commits")
        status, failed = self.prove(self.mirror)
        self.assertEqual([1, "<id> (blob <id>, commit <id>, in refs/notes/commits) has the bytes of ee/night_vault/v.cpp "
                          "(private in <id>)"], [status, failed[BYTES][0]])

    def test_a_copy_on_a_branch_of_another(self):
        self.git("checkout", "-q", "--orphan", "contribution")
        self.git("rm", "-r", "-q", "--cached", "ee")
        self.write("core/a.cpp", f"// {MIT}\n{NIGHT_WATCH}")
        self.git("add", "core")
        self.git("commit", "-q", "-m", "Contribute")
        self.put("contribution", "refs/heads/contribution")
        self.git("checkout", "-q", "-f", "main")
        self.git("clean", "-fdxq")
        self.assertEqual((1, {LIKE: ["core/a.cpp (blob <id>, commit <id>, in refs/heads/contribution) lines 2-9: the words of "
                                     "ee/night_vault/v.cpp (private in <id>)"]}), self.prove(self.mirror))

    def test_a_mirror_that_drifted(self):
        self.git("--git-dir", str(self.mirror), "update-ref", "refs/heads/main",
                 self.git("--git-dir", str(self.mirror), "commit-tree", "main^{tree}", "-m", "Other"))
        status, failed = self.prove(self.mirror)
        self.assertEqual([1, ["<id> 'Other' by Ann has no Foss-Source: it was made in the mirror"]],
                         [status, failed["its branch and tags are what the export gives"]])

    def test_an_exported_tree_that_somebody_changed(self):
        self.export("tree", self.folder / "out")
        self.assertEqual((0, {}), self.prove(self.folder / "out"))
        (self.folder / "out/core/library.cpp").write_text(f"// {MIT}\n// better than night_vault\n")
        status, failed = self.prove(self.folder / "out")
        self.assertEqual([1, ["the tree is that of the commit less the private entries", TEXT]], [status, list(failed)])


class Strings(unittest.TestCase):
    """What counts as a string of a source."""

    def test_a_string_is_what_stands_between_its_own_quotes(self):
        kept = "nobody else keeps such hours"
        for source, expected in (
                (f'say("a", "{kept}");', {kept}),
                (f'"a" + what_is_found_here(v) + "{kept}" + and_what_is_there + "b"', {kept}),
                (f"""quote == '"' ? "{kept}" : '\\"'""", {kept}),
                (f'"\\"{kept}\\"" + what_is_found_here(v) + "b"', {f'"{kept}"'}),
                (f'"{kept}\\n\\x1b[0m{kept[7:]}\\\\"', {kept, "[0m" + kept[7:] + "\\"}),
                (f'R"(a "b" {kept}\n{kept[7:]})" "b"', {f'a "b" {kept}', kept[7:]}),
                (f'R"json({{"{kept}": 1}})json" + what_is_found_here(v) + ""', {f'{{"{kept}": 1}}', kept}),
                ('"fifteen letters" "the line has no\n end in quotes"', set())):
            with self.subTest(source):
                self.assertEqual(expected, strings_of(source))


if __name__ == "__main__":
    unittest.main()
