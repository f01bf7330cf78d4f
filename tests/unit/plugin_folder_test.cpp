// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <unistd.h>

#include "support/plugin_folder.hpp"
#include "support/scoped_variable.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;

namespace {

struct problem {
  std::string reason;
  std::string message;
};

problem folder_problem(const std::string& dir) {
  plugin_host host({dir, {}, {}});
  host.discover();
  const plugin_info p = host.folder_problem();
  CHECK(p.reason.empty() == p.advice.empty());
  return {p.reason, p.message};
}

}  // namespace

TEST_CASE("a folder that others can write to is refused whole") {
  const mode_t mode = GENERATE(0777, 0775, 0757, 01777);
  plugin_folder folder;
  folder.add("test.steered");
  ::chmod(folder.path().c_str(), mode);
  char octal[8];
  std::snprintf(octal, sizeof octal, "%04o", mode);
  const problem p = folder_problem(folder.path());
  CHECK("unsafe_folder: Others can write to the plugin folder " + folder.path() + " (mode " +
            octal + ")." ==
        p.reason + ": " + p.message);
}

TEST_CASE("a folder below one that everybody can write to is refused") {
  temporary_folder open;
  std::filesystem::create_directory(open.path() / "plugins");
  ::chmod(open.path().c_str(), 0777);
  const problem p = folder_problem(open.path() / "plugins");
  CHECK("unsafe_folder: Everybody can write to " + open.path().string() +
            " (mode 0777), which the way to the plugin folder goes through." ==
        p.reason + ": " + p.message);
}

TEST_CASE("a sticky folder on the way is no harm") {
  temporary_folder open;
  std::filesystem::create_directory(open.path() / "plugins");
  ::chmod(open.path().c_str(), 01777);
  CHECK(folder_problem(open.path() / "plugins").reason.empty());
}

TEST_CASE("a relative plugin folder is refused") {
  const std::string dir = GENERATE("plugins", ".", "./plugins", "../plugins");
  const problem p = folder_problem(dir);
  CHECK("relative_folder: The plugin folder is \"" + dir +
            "\", which depends on the working directory." ==
        p.reason + ": " + p.message);
}

TEST_CASE("a folder that does not exist is a problem only when somebody named it") {
  temporary_folder folder;
  const std::string missing = folder.path() / "missing";
  CHECK("no_folder: The plugin folder " + missing +
            " cannot be opened: No such file or directory." ==
        folder_problem(missing).reason + ": " + folder_problem(missing).message);
  const scoped_variable from_environment("HEDGEROW_PLUGIN_DIR", missing);
  CHECK("no_folder" == folder_problem("").reason);
}

TEST_CASE("the environment names the folder") {
  plugin_folder folder;
  folder.add("test.steered");
  const scoped_variable from_environment("HEDGEROW_PLUGIN_DIR", folder.path());
  plugin_host host({});
  host.discover();
  CHECK(lines{"test.steered vetted"} == states(host));
}

TEST_CASE("a plugin file that others can write to is refused") {
  const auto [mode, octal] =
      GENERATE(table<mode_t, std::string>({{0777, "0777"}, {0775, "0775"}, {0646, "0646"}}));
  plugin_folder folder;
  ::chmod(folder.add("test.steered").c_str(), mode);
  plugin_host host({folder.path(), {}, {}});
  host.discover();
  CHECK(lines{"test.steered refused unsafe_mode"} == states(host));
  CHECK("Others can write to the file (mode " + octal + ")." == host.plugins().front().message);
}

TEST_CASE("a plugin file of another user is refused") {
  if (::geteuid() != 0) return;  // only root can give files away
  plugin_folder folder;
  REQUIRE(0 == ::chown(folder.add("test.steered").c_str(), 12'345, 12'345));
  plugin_host host({folder.path(), {}, {}});
  host.discover();
  CHECK(lines{"test.steered refused unsafe_owner"} == states(host));
}

TEST_CASE("a folder of another user is refused") {
  if (::geteuid() != 0) return;
  plugin_folder folder;
  REQUIRE(0 == ::chown(folder.path().c_str(), 12'345, 12'345));
  CHECK("The plugin folder " + folder.path() + " belongs to user 12345, not to root or user 0." ==
        folder_problem(folder.path()).message);
}

TEST_CASE("links, pipes and folders in the plugin folder are refused and do not block") {
  plugin_folder folder;
  plugin_folder elsewhere;
  std::filesystem::create_symlink(elsewhere.add("test.steered"),
                                  folder.path() + "/test.steered.so");
  std::filesystem::create_directory(folder.path() + "/test.folder.so");
  REQUIRE(0 == ::mkfifo((folder.path() + "/test.pipe.so").c_str(), 0600));
  folder.write("README.md", "not looked at");
  plugin_host host({folder.path(), {}, {}});
  host.load();
  CHECK(lines{"test.folder refused not_a_file", "test.pipe refused not_a_file",
              "test.steered refused symlink"} == states(host));
}

TEST_CASE("a plugin folder may be reached through a link") {
  plugin_folder folder;
  folder.add("test.steered");
  temporary_folder other;
  std::filesystem::create_directory_symlink(folder.path(), other.path() / "link");
  plugin_host host({other.path() / "link", {}, {}});
  host.discover();
  CHECK(lines{"test.steered vetted"} == states(host));
  CHECK(folder.path() == host.folder());
}
