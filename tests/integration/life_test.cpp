// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "integration/tool.hpp"

using namespace hedgerow::test;

namespace {

using lines = std::vector<std::string>;

/// Runs one of programs/ with events as logfmt in a file: what several processes write to a pipe is
/// torn.
process_result run_program(const std::string& name, const temporary_folder& folder,
                           const std::string& queue = "{}") {
  process_options options;
  options.command = {std::string(HEDGEROW_PROGRAMS) + "/" + name};
  options.folder = folder.path().string();
  folder.write("hedgerow.json",
               R"({"sinks": [{"type": "file", "path": "log", "renderer": "logfmt"}],
                                    "plugins": {"enabled": false}, "store": {"enabled": false},
                                    "queue": )" +
                   queue + "}");
  return run_process(options);
}

/// Lines without time stamps, and without what hedgerow says itself.
lines events_in(const temporary_folder& folder) {
  std::istringstream in(
      std::regex_replace(read_file(folder.path() / "log"), std::regex("ts=[^ ]+ "), ""));
  lines all;
  for (std::string line; std::getline(in, line);)
    if (line.find(" logger=hedgerow ") == std::string::npos) all.push_back(line);
  return all;
}

constexpr auto waits = R"({"when_full": "block", "block_at_most_ms": 60000})";

}  // namespace

TEST_CASE("what is logged at any time of a process's life is written, or counted after its end") {
  const temporary_folder folder;
  const process_result r = run_program("whole_life", folder);
  const auto logged = [](const char* when) {
    return std::string("level=info event=logged logger=life when=") + when;
  };
  CHECK(0 == r.status);
  CHECK(0 == r.signal);
  CHECK(lines{logged("static_constructor"), logged("before_init"), logged("main"), logged("thread"),
              logged("thread_local_destructor"), logged("thread_local_destructor"),
              logged("destructor_of_function_static")} == events_in(folder));
  CHECK("after shutdown: 1\n" == r.err);
}

TEST_CASE("forks with events that are not written yet double nothing and lose nothing") {
  const temporary_folder folder;
  const process_result r = run_program("forks", folder, waits);
  CHECK(0 == r.status);
  CHECK("" == r.err);
  std::map<std::string, std::vector<int>> seen;
  for (const std::string& line : events_in(folder)) {
    char who[32] = "";
    int i = -1;
    std::sscanf(line.c_str(), "level=info event=counted logger=fork who=%31s i=%d", who, &i);
    seen[who].push_back(i);
  }
  std::vector<int> all(2'000);
  for (int i = 0; i < 2'000; ++i)
    all[static_cast<std::size_t>(i)] = i;
  const std::map<std::string, std::vector<int>> expected{
      {"parent", all}, {"thread", all}, {"child", all}, {"grandchild", all}, {"program_anew", all}};
  CHECK(expected == seen);
}

TEST_CASE("a child that is forked while contexts wait to be freed logs all the same") {
  const temporary_folder folder;
  const process_result r = run_program("forks_often", folder);
  CHECK(0 == r.status);
  std::vector<int> children;
  for (const std::string& line : events_in(folder)) {
    int i = -1;
    if (std::sscanf(line.c_str(), "level=info event=child_logged logger=fork child=%d", &i) == 1)
      children.push_back(i);
  }
  std::vector<int> all(100);
  for (int i = 0; i < 100; ++i)
    all[static_cast<std::size_t>(i)] = i;
  CHECK(all == children);
}

TEST_CASE("a signal handler that logs loses nothing but what is refused amid a call, and counted") {
  const temporary_folder folder;
  const process_result r = run_program("interrupted", folder, waits);
  CHECK(0 == r.status);
  CHECK(0 == r.signal);
  int logged = -1;
  int handled = -1;
  int nested = -1;
  REQUIRE(3 == std::sscanf(r.err.c_str(), "%d %d %d", &logged, &handled, &nested));
  int next = 0;
  int from_handler = 0;
  for (const std::string& line : events_in(folder)) {
    int i = -1;
    if (std::sscanf(line.c_str(), "level=info event=counted logger=main i=%d", &i) == 1) {
      CHECK(next == i);
      next = i + 1;
    } else if (line.find(" logger=handler ") != std::string::npos) {
      ++from_handler;
    }
  }
  CHECK(logged == next);
  CHECK(handled == from_handler + nested);
}

TEST_CASE("thousands of threads that come and go leave their rings to each other") {
  const temporary_folder folder;
  const process_result r = run_program("many_threads", folder);
  CHECK(0 == r.status);
  CHECK(5'000 == events_in(folder).size());
  int rings = -1;
  REQUIRE(1 == std::sscanf(r.err.c_str(), "rings %d", &rings));
  CHECK(rings <= 2 * 51);  // those that live, and those of the round before
  CHECK(r.peak_kib < 64 * 1024);
}

TEST_CASE("each thread's events come in their order, none lost and none twice") {
  const temporary_folder folder;
  process_options options;
  options.command = {std::string(HEDGEROW_PROGRAMS) + "/order", (folder.path() / "pipe").string()};
  options.env["HEDGEROW_ORDER_EVENTS"] = "400000";
  const process_result r = run_process(options);
  CHECK("in order, none lost, none twice\n" == r.out);
  CHECK(0 == r.status);
}
