// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <hedgerow/plugins.hpp>

#include <fcntl.h>

#include "support/plugin_folder.hpp"

using namespace hedgerow::test;

namespace {

/// Standard input, output and error in files for the time of a scope.
class redirected {
 public:
  explicit redirected(const std::string& input) {
    folder_.write("0", input);
    std::fflush(nullptr);
    for (int fd = 0; fd < 3; ++fd) {
      kept_[fd] = ::dup(fd);
      const int file = ::open(name(fd).c_str(), O_RDWR | O_CREAT, 0600);
      ::dup2(file, fd);
      ::close(file);
    }
    std::clearerr(stdin);
  }
  ~redirected() { restore(); }

  std::string taken(int fd) {
    restore();
    return read_file(name(fd));
  }

 private:
  std::string name(int fd) const { return folder_.path() / std::to_string(fd); }
  void restore() {
    std::fflush(nullptr);
    for (int fd = 0; fd < 3; ++fd) {
      if (kept_[fd] < 0) continue;
      ::dup2(kept_[fd], fd);
      ::close(kept_[fd]);
      kept_[fd] = -1;
    }
  }
  temporary_folder folder_;
  int kept_[3];
};

lines describe(const hedgerow::plugin_description& p) {
  lines all{p.id, p.file, p.version, p.license, p.edition, p.state, p.reason, p.message, p.advice};
  all.insert(all.end(), p.provides.begin(), p.provides.end());
  all.insert(all.end(), p.notes.begin(), p.notes.end());
  return all;
}

}  // namespace

TEST_CASE("a listing tells everything that is known of a plugin") {
  plugin_folder folder;
  const std::string file = folder.add("test.steered");
  folder.write("test.text.so", "hello");
  const auto listing = hedgerow::list_plugins({folder.path(), {}});
  CHECK(lines{folder.path(), "", "", ""} ==
        lines{listing.folder, listing.reason, listing.message, listing.advice});
  REQUIRE(2 == listing.plugins.size());
  CHECK(lines{"test.steered", file, "2.1.0", "BSD-3-Clause", "foss", "active", "", "", "",
              "hedgerow.sink/1", "hedgerow.redactor/1", "hedgerow.enricher/1", "hedgerow.command/1",
              "adds the command \"steer\": prints its words",
              "covers addresses below 100"} == describe(listing.plugins[0]));
  CHECK(lines{"test.text", folder.path() + "/test.text.so", "", "", "", "refused", "not_elf",
              "The file is not an ELF file, so it is no shared library.",
              "Put a shared library there, or remove the file."} == describe(listing.plugins[1]));
}

TEST_CASE("a listing of a folder that does not exist says so") {
  const auto listing = hedgerow::list_plugins({"/nonexistent/plugins", {}});
  CHECK(lines{"/nonexistent/plugins", "no_folder",
              "The plugin folder /nonexistent/plugins cannot be opened: No such file or directory.",
              "Create the folder, or name another one in plugins.dir or HEDGEROW_PLUGIN_DIR."} ==
        lines{listing.folder, listing.reason, listing.message, listing.advice});
}

TEST_CASE("the commands of plugins are listed by name") {
  plugin_folder folder;
  folder.add("test.steered");
  folder.add("test.throwing");
  lines found;
  for (const auto& c : hedgerow::plugin_commands({folder.path(), {}}))
    found.push_back(c.name + ": " + c.summary + " (" + c.plugin + ")");
  CHECK(lines{"steer: prints its words (test.steered)", "throw: throws (test.throwing)"} == found);
}

TEST_CASE("a plugin's command runs with the words and the streams of the process") {
  plugin_folder folder;
  folder.add("test.steered");
  redirected streams("some input, longer than a buffer\n");
  const std::vector<std::string> words{"first", "second word"};
  const auto result = hedgerow::run_plugin_command("steer", words, {folder.path(), {}});
  const std::string out = streams.taken(1);
  CHECK("first\nsecond word\nsome input, longer than a buffer\n" == out);
  CHECK("done\n" == streams.taken(2));
  CHECK(std::optional<int>(2) == result);
}

TEST_CASE("a command that throws ends with wrong use and its text") {
  plugin_folder folder;
  folder.add("test.throwing");
  redirected streams("");
  const auto result = hedgerow::run_plugin_command("throw", {}, {folder.path(), {}});
  CHECK("the command failed\n" == streams.taken(2));
  CHECK(std::optional<int>(2) == result);
}

TEST_CASE("a command that no plugin brings is not run") {
  plugin_folder folder;
  folder.add("test.steered");
  CHECK(std::nullopt == hedgerow::run_plugin_command("policy", {}, {folder.path(), {}}));
}

TEST_CASE("checking a file by itself vets it") {
  plugin_folder folder;
  const std::string file = folder.add("test.constructor_hangs");
  const auto p = hedgerow::check_plugin(file);
  CHECK(lines{"test.constructor_hangs", file, "0.1", "MIT", "foss", "vetted", "", "", "",
              "hedgerow.command/1"} == describe(p));
}
