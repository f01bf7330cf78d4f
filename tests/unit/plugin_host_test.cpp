// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

#include <dlfcn.h>

#include "plugin/active_plugin.hpp"
#include "plugin/library.hpp"
#include "support/plugin_folder.hpp"
#include "support/scoped_variable.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;

namespace {

plugin_host_options with(const plugin_folder& folder, lines* log = nullptr) {
  plugin_host_options options{folder.path(), {}, {}};
  if (log != nullptr)
    options.log = [log](std::string_view plugin, int level, std::string_view text) {
      log->push_back(std::string(plugin) + " " + std::to_string(level) + " " + std::string(text));
    };
  return options;
}

}  // namespace

TEST_CASE("a plugin in the folder is started with its section and stopped at the end") {
  plugin_folder folder;
  folder.add("test.steered");
  lines log;
  auto options = with(folder, &log);
  options.modules["test.steered"] = R"({"colour":"red"})";
  options.modules["acme.other"] = R"({"colour":"blue"})";
  {
    plugin_host host(options);
    host.load();
    CHECK(lines{"test.steered active"} == states(host));
    host.stop(std::chrono::seconds(1));
    CHECK(lines{"test.steered loaded"} == states(host));
  }
  CHECK(lines{R"(test.steered 20 started with {"colour":"red"})", "test.steered 20 stopped"} ==
        log);
}

TEST_CASE("a bad plugin stops neither the host nor the others") {
  plugin_folder folder;
  for (const char* id : {"test.no_entry", "test.entry_null", "test.short_table", "test.table_abi",
                         "test.no_start", "test.start_fails", "test.promises_more", "test.steered",
                         "test.no_note", "test.constructor_crashes", "test.constructor_exits"})
    folder.add(id);
  folder.write("test.text.so", "hello");
  folder.write("test.cut.so", plugin_folder::bytes_of("test.steered").substr(0, 5'000));
  plugin_host host(with(folder));
  host.load();
  CHECK(lines{"test.constructor_crashes refused probe_failed",
              "test.constructor_exits refused probe_failed", "test.cut refused truncated",
              "test.entry_null refused entry_refused", "test.no_entry refused no_entry",
              "test.no_note refused no_note", "test.no_start refused bad_table",
              "test.promises_more refused missing_interface", "test.short_table refused bad_table",
              "test.start_fails refused start_failed", "test.steered active",
              "test.table_abi refused wrong_abi", "test.text refused not_elf"} == states(host));
  for (const plugin_info& p : host.plugins()) {
    CHECK(p.message.empty() == (p.state == plugin_state::active));
    CHECK(p.advice.empty() == (p.state == plugin_state::active));
  }
}

TEST_CASE("what a plugin says when it does not start is passed on") {
  plugin_folder folder;
  folder.add("test.start_fails");
  plugin_host host(with(folder));
  host.load();
  const plugin_info p = host.plugins().at(0);
  CHECK("The plugin does not accept its configuration: \"colour\" is \"blue\"; allowed are red and "
        "green" == p.message);
  CHECK("Read what the plugin said, correct its section plugins.modules of the configuration, or "
        "ask its vendor." == p.advice);
}

TEST_CASE("what a C++ plugin throws when it starts becomes its reason") {
  const auto [config, expected] = GENERATE(table<std::string, std::string>(
      {{R"(["start_error"])", "The plugin does not accept its configuration: start: expected "
                              "peace, found war"},
       {R"(["start_int"])", "The plugin did not start: something was thrown that is not a "
                            "std::exception"}}));
  plugin_folder folder;
  folder.add("test.throwing");
  auto options = with(folder);
  options.modules["test.throwing"] = config;
  plugin_host host(options);
  host.load();
  CHECK(lines{"test.throwing refused start_failed"} == states(host));
  CHECK(expected == host.plugins().at(0).message);
}

TEST_CASE("no code of a refused plugin runs") {
  temporary_folder marks;
  const std::string mark = marks.path() / "mark";
  const scoped_variable where("HEDGEROW_TEST_MARK", mark);
  plugin_folder folder;
  SECTION("when it is refused, its constructor has not run") {
    std::string bytes = plugin_folder::bytes_of("test.constructor_marks");
    bytes.replace(bytes.find("abi=1"), 5, "abi=9");
    folder.write("test.constructor_marks.so", bytes);
    plugin_host host(with(folder));
    host.load();
    CHECK(lines{"test.constructor_marks refused wrong_abi"} == states(host));
    CHECK_FALSE(std::filesystem::exists(mark));
  }
  SECTION("when it is only looked at, its constructor has not run") {
    folder.add("test.constructor_marks");
    plugin_host host(with(folder));
    host.discover();
    CHECK(lines{"test.constructor_marks vetted"} == states(host));
    CHECK_FALSE(std::filesystem::exists(mark));
  }
  SECTION("when it is loaded, its constructor has run: the mark works") {
    folder.add("test.constructor_marks");
    plugin_host host(with(folder));
    host.load();
    CHECK(std::filesystem::exists(mark));
  }
}

TEST_CASE("a second copy under another name is refused") {
  plugin_folder folder;
  folder.add("test.steered");
  folder.add("test.steered", "test.steered2");
  plugin_host host(with(folder));
  host.load();
  CHECK(lines{"test.steered active", "test.steered2 refused wrong_id"} == states(host));
}

TEST_CASE("of two redactor plugins the second is refused") {
  plugin_folder folder;
  folder.add("test.steered");
  folder.add("test.second");
  plugin_host host(with(folder));
  host.load();
  CHECK(lines{"test.second active", "test.steered refused second_redactor"} == states(host));
  CHECK("The plugin test.second provides hedgerow.redactor/1 already, and there can be one only." ==
        host.plugins().at(1).message);
}

TEST_CASE("a plugin starts again in a new host, from the same file") {
  plugin_folder folder;
  folder.add("test.steered");
  for (int i = 0; i < 2; ++i) {
    plugin_host host(with(folder));
    host.load();
    CHECK(lines{"test.steered active"} == states(host));
  }
}

TEST_CASE("a changed file of a plugin that is loaded already is refused") {
  plugin_folder folder;
  const std::string file = folder.add("test.throwing");
  {
    plugin_host host(with(folder));
    host.load();
    REQUIRE(lines{"test.throwing active"} == states(host));
  }
  std::ofstream(file, std::ios::app) << "more";
  plugin_host host(with(folder));
  host.load();
  CHECK(lines{"test.throwing refused another_copy"} == states(host));
}

TEST_CASE("a plugin that is overwritten in place goes on running") {
  plugin_folder folder;
  const std::string file = folder.add("test.steered");
  lines log;
  plugin_host host(with(folder, &log));
  host.load();
  const std::string garbage(std::filesystem::file_size(file), '\xcc');
  std::ofstream(file, std::ios::in | std::ios::binary).write(garbage.data(), garbage.size());
  host.stop(std::chrono::seconds(1));
  CHECK(lines{"test.steered 20 started with {}", "test.steered 20 stopped"} == log);
}

TEST_CASE("a plugin whose constructor hangs is refused when it can be tried in a child") {
  plugin_folder folder;
  folder.add("test.constructor_hangs");
  auto options = with(folder);
  options.probe_patience = std::chrono::milliseconds(200);
  plugin_host host(options);
  host.load();
  CHECK(lines{"test.constructor_hangs refused probe_failed"} == states(host));
  CHECK("Loading it in a child process, as a test, did not return within 200 ms." ==
        host.plugins().at(0).message);
}

TEST_CASE("a plugin is not tried in a child when the process has threads") {
  plugin_folder folder;
  folder.add("test.steered");
  plugin_host host(with(folder));
  std::thread([&] { host.load(); }).join();
  CHECK(lines{"test.steered active"} == states(host));
}

TEST_CASE("an active plugin that is out of use answers no more calls") {
  plugin_folder folder;
  folder.add("test.steered");
  plugin_host host(with(folder));
  host.load();
  const auto sinks = host.sinks();
  REQUIRE(1 == sinks.size());
  sinks[0].plugin->quarantine("write_failed", "it was told to.");
  std::string why;
  CHECK(HEDGEROW_FAILED ==
        sinks[0].plugin->call(why, [](void*) { return hedgerow_status{HEDGEROW_OK}; }));
  CHECK("it is not in use any more" == why);
  CHECK(lines{"test.steered quarantined write_failed"} == states(host));
  CHECK(host.sinks().empty());
}

TEST_CASE("an exception that crosses the border against the rules is caught") {
  plugin_folder folder;
  folder.add("test.steered");
  plugin_host host(with(folder));
  host.load();
  std::string why;
  CHECK(HEDGEROW_FAILED ==
        host.sinks().at(0).plugin->call(why, [](void*) -> hedgerow_status { throw 7; }));
  CHECK("it let an exception cross the border" == why);
}

TEST_CASE("a host that is asked for some interfaces loads no other plugin") {
  temporary_folder marks;
  const std::string mark = marks.path() / "mark";
  const scoped_variable where("HEDGEROW_TEST_MARK", mark);
  plugin_folder folder;
  folder.add("test.constructor_marks");
  folder.add("test.throwing");
  auto options = with(folder);
  options.interfaces = {HEDGEROW_SINK_V1};
  plugin_host host(options);
  host.load();
  CHECK(lines{"test.constructor_marks vetted", "test.throwing active"} == states(host));
  CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("a plugin that is loaded from a copy in memory is known by its file") {
  plugin_folder folder;
  const std::string file = folder.add("test.steered");
  plugin_host host(with(folder));
  host.load();
  Dl_info where{};
  REQUIRE(0 != dladdr(host.sinks().at(0).table, &where));
  CHECK("/proc/" + std::to_string(getpid()) + "/fd/" ==
        std::string(where.dli_fname).substr(0, std::string(where.dli_fname).rfind('/') + 1));
  // Whichever test loaded it first: the name is the same, the folder is that test's.
  CHECK(std::filesystem::path(file).filename() ==
        std::filesystem::path(plugin_file_of(where.dli_fname)).filename());
  CHECK("" == plugin_file_of("/usr/lib/libc.so.6"));
}
