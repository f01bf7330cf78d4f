// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <filesystem>

#include <elf.h>

#include "plugin/host.hpp"
#include "support/plugin_folder.hpp"

using namespace hedgerow::internal;
using hedgerow::test::plugin_folder;

namespace {

/// State, reason, sentence and advice as one text.
std::string verdict(const plugin_info& p) {
  return std::string(to_string(p.state)) + "|" + p.reason + "|" + p.message + "|" + p.advice;
}

std::string replaced(std::string bytes, const std::string& what, const std::string& with) {
  const std::size_t at = bytes.find(what);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, what.size(), with);
}

template <class T>
std::string patched(std::string bytes, std::size_t offset, T to) {
  std::memcpy(bytes.data() + offset, &to, sizeof to);
  return bytes;
}

}  // namespace

TEST_CASE("a good plugin is vetted with all that its note says") {
  plugin_folder folder;
  const std::string file = folder.add("test.steered");
  const plugin_info p = check_plugin_file(file);
  CHECK("vetted|||" == verdict(p));
  CHECK("test.steered 2.1.0 BSD-3-Clause foss" ==
        p.id + " " + p.version + " " + p.license + " " + p.edition);
  CHECK(std::vector<std::string>{"hedgerow.sink/1", "hedgerow.redactor/1", "hedgerow.enricher/1",
                                 "hedgerow.command/1"} == p.provides);
  CHECK(file == p.file);
}

TEST_CASE("a file that is no usable plugin is refused with its reason") {
  struct row {
    const char* about;
    std::string bytes;
    const char* expected;
  };
  const std::string good = plugin_folder::bytes_of("test.steered");
  const std::string no_note = plugin_folder::bytes_of("test.no_note");
  const auto row = GENERATE_COPY(values<struct row>({
      {"empty", "",
       "refused|not_elf|The file is not an ELF file, so it is no shared library.|Put a shared "
       "library there, or remove the file."},
      {"text", "#!/bin/sh\necho hello\n",
       "refused|not_elf|The file is not an ELF file, so it is no shared library.|Put a shared "
       "library there, or remove the file."},
      {"only the magic", good.substr(0, 4),
       "refused|truncated|The file ends too early: its header reaches to byte 64, but it has 4 "
       "bytes.|Copy or install the file again, whole."},
      {"no note", no_note,
       "refused|no_note|The file is a shared library, but has no note \".note.hedgerow.plugin\", "
       "so it is no hedgerow plugin.|It is not a hedgerow plugin, or was built without "
       "HEDGEROW_PLUGIN: remove it, or build it with the SDK."},
      {"another ABI", replaced(good, "abi=1", "abi=2"),
       "refused|wrong_abi|The plugin is built for plugin ABI 2; this hedgerow has ABI 1.|Build the "
       "plugin with the SDK of this hedgerow (hedgerow_add_plugin), or ask its vendor for such a "
       "build."},
      {"another id", replaced(good, "id=test.steered", "id=test.changed"),
       "refused|wrong_id|The file is called \"test.steered.so\", but the plugin in it is "
       "\"test.changed\".|Give the file the name of the plugin that is in it."},
      {"another edition", replaced(good, "edition=foss", "edition=free"),
       "refused|bad_note|The plugin's note says edition \"free\"; allowed are foss and enterprise.|"
       "Build the plugin with the SDK of this hedgerow (hedgerow_add_plugin), or ask its vendor "
       "for such a build."},
      {"an unknown key", replaced(good, "license=", "licence="),
       "refused|bad_note|The plugin's note is wrong: it does not say license.|Build the plugin "
       "with the SDK of this hedgerow (hedgerow_add_plugin), or ask its vendor for such a build."},
      {"a key twice", replaced(good, "edition=foss", "version=1.00"),
       "refused|bad_note|The plugin's note is wrong: it says version twice.|Build the plugin with "
       "the SDK of this hedgerow (hedgerow_add_plugin), or ask its vendor for such a build."},
      {"an escape sequence", replaced(good, "version=2.1.0", "version=\x1b[31m"),
       "refused|bad_note|The plugin's note is wrong: it has an entry that is not key=value in "
       "printable ASCII.|Build the plugin with the SDK of this hedgerow (hedgerow_add_plugin), or "
       "ask its vendor for such a build."},
      {"another machine", patched<Elf64_Half>(good, offsetof(Elf64_Ehdr, e_machine), EM_S390),
       "refused|wrong_machine|*"},
      {"32 bits", patched<char>(good, EI_CLASS, ELFCLASS32), "refused|wrong_machine|*"},
      {"the other byte order", patched<char>(good, EI_DATA, ELFDATA2MSB),
       "refused|wrong_machine|*"},
      {"a core file", patched<Elf64_Half>(good, offsetof(Elf64_Ehdr, e_type), ET_CORE),
       "refused|not_shared|The file is not a shared library (ELF type 4, expected 3).|Link the "
       "plugin as a shared library (hedgerow_add_plugin does)."},
      {"65535 segments", patched<Elf64_Half>(good, offsetof(Elf64_Ehdr, e_phnum), 0xffff),
       "refused|damaged|The file is damaged: its header describes no usable segments.|Copy or "
       "install the file again, whole."},
      {"a segment table at the end of the world",
       patched<Elf64_Off>(good, offsetof(Elf64_Ehdr, e_phoff), 0xffff'ffff'ffff'fff0u),
       "refused|truncated|*"},
  }));
  INFO(row.about);
  plugin_folder folder;
  const std::string got = verdict(check_plugin_file(folder.write("test.steered.so", row.bytes)));
  const std::string expected = row.expected;
  if (expected.ends_with('*')) {
    CHECK(expected.substr(0, expected.size() - 1) == got.substr(0, expected.size() - 1));
  } else {
    CHECK(expected == got);
  }
}

TEST_CASE("a note of a known plugin is shown even when the plugin is refused") {
  plugin_folder folder;
  const plugin_info p = check_plugin_file(folder.add("test.steered", "acme.renamed"));
  CHECK("acme.renamed 2.1.0 BSD-3-Clause foss refused wrong_id" ==
        p.id + " " + p.version + " " + p.license + " " + p.edition + " " +
            std::string(to_string(p.state)) + " " + p.reason);
}

TEST_CASE("a file name that is no plugin id is refused") {
  const std::string name = GENERATE("steered", "Test.steered", "test.steered.more", ".steered",
                                    "test.", "test.ste ered", "lib~test.x");
  plugin_folder folder;
  const plugin_info p = check_plugin_file(folder.add("test.steered", name));
  CHECK(name + " refused bad_name" ==
        p.id + " " + std::string(to_string(p.state)) + " " + p.reason);
}

TEST_CASE("a library that provides nothing known is refused") {
  plugin_folder folder;
  const std::string bytes = replaced(plugin_folder::bytes_of("test.no_entry"),
                                     "provides=hedgerow.command/1", "provides=hedgerow.command/9");
  const plugin_info p = check_plugin_file(folder.write("test.no_entry.so", bytes));
  CHECK("refused|nothing_usable|The plugin provides hedgerow.command/9, none of which this "
        "hedgerow knows.|Update hedgerow to a version that knows these interfaces." == verdict(p));
}
