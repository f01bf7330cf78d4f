// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/detail/text.hpp>

#include "ring/ring.hpp"
#include "support/counted.hpp"
#include "support/fork_when_quiet.hpp"
#include "support/plugin_folder.hpp"
#include "support/running.hpp"

using namespace hedgerow::literals;
using namespace hedgerow::test;

namespace {

using nlohmann::json;

const json synchronous = {{"mode", "synchronous"}};

/// What is in the file now, without asking hedgerow to flush.
std::string text_of(const running& here) {
  return std::regex_replace(read_file(here.file()), std::regex("ts=[^ ]+ "), "");
}

/// Events of every kind, one of them larger than a ring takes inline.
std::vector<std::string> log_of_everything(const json& settings) {
  const running here(settings);
  const auto log = hedgerow::logger("shop").bind("request_id"_k = "r1");
  const hedgerow::context_scope scope{"team_id"_k = 2};
  log.debug("values", "i"_k = -1, "d"_k = 0.5, "list"_k = std::vector<int>{1, 2},
            "map"_k = std::map<std::string, bool>{{"a", true}}, "none"_k = nullptr);
  log.info("large", "text"_k = std::string(17'000, 'x'));
  log.warning("secrets", "password"_k = "hunter2", "note"_k = "mail jane@example.com");
  hedgerow::detail::log_text("legacy", hedgerow::level::info, "some prose",
                             1'635'428'800'000'000'000, "a.cpp", 7, "f");
  try {
    throw std::runtime_error("no room");
  } catch (...) {
    log.exception("failed", "order"_k = 17);
  }
  return here.written();
}

}  // namespace

TEST_CASE("synchronous mode writes the same bytes as asynchronous mode") {
  const auto asynchronously = log_of_everything(json::object());
  CHECK(5 == asynchronously.size());
  CHECK(asynchronously == log_of_everything(synchronous));
}

TEST_CASE("in synchronous mode an event is in the file when its call returns, from flush_at on") {
  const running here({{"mode", "synchronous"}, {"flush_at", "warning"}});
  const auto log = hedgerow::logger("tool");
  log.info("gathered");
  CHECK("" == text_of(here));
  log.warning("at_once");
  CHECK("level=info event=gathered logger=tool\nlevel=warning event=at_once logger=tool\n" ==
        text_of(here));
}

TEST_CASE("synchronous mode has no thread of its own for events") {
  const running here(synchronous);
  hedgerow::logger("tool").info("logged");
  std::vector<std::string> names;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task"))
    names.push_back(read_file(task.path() / "comm"));
  CHECK_THAT(names, !Catch::VectorContains(std::string("hedgerow\n")));
}

TEST_CASE("what was logged before init is written first in synchronous mode too") {
  hedgerow::internal::set_accepting(hedgerow::internal::accepting::before_init);
  std::thread([] { hedgerow::logger("early").info("before_init"); }).join();
  const running here({{"mode", "synchronous"}, {"flush_at", "debug"}});
  CHECK("level=info event=before_init logger=early\n" == text_of(here));
}

TEST_CASE("the mode changes under threads that log, and nothing is lost or doubled") {
  const temporary_folder folder;
  const std::string file = (folder.path() / "log").string();
  const auto start = [&](const char* mode) {
    const json settings = {{"mode", mode},
                           {"sinks", {{{"type", "file"}, {"path", file}, {"renderer", "logfmt"}}}},
                           {"queue", {{"when_full", "block"}, {"block_at_most_ms", 10'000}}},
                           {"plugins", {{"enabled", false}}},
                           {"store", {{"enabled", false}}}};
    REQUIRE("" == hedgerow::init({.config_json = settings.dump()}).message());
  };
  start("asynchronous");
  constexpr int threads = 3;
  constexpr int events = 3'000;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t)
    workers.emplace_back([t] {
      const auto log = hedgerow::logger("many");
      for (int i = 0; i < events; ++i) {
        const hedgerow::context_scope scope{"t"_k = t};
        log.info("counted", "i"_k = i);
      }
    });
  for (int turn = 0; turn < 10; ++turn)
    start(turn % 2 == 0 ? "synchronous" : "asynchronous");
  for (auto& w : workers)
    w.join();
  hedgerow::shutdown();
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  CHECK(all_counted(threads, events) == counted_in(lines));
}

TEST_CASE("what a sink logs in synchronous mode is refused and counted") {
  plugin_folder plugins;
  plugins.add("test.steered");
  const running here({{"mode", "synchronous"},
                      {"plugins",
                       {{"enabled", true},
                        {"dir", plugins.path()},
                        {"modules", {{"test.steered", json::object()}}}}}});
  const auto before = hedgerow::stats().lost.nested;
  hedgerow::logger("tool").info("logged_once");
  CHECK(before < hedgerow::stats().lost.nested);
  const auto written = here.written();
  CHECK(1 ==
        std::count(written.begin(), written.end(), "level=info event=logged_once logger=tool"));
}

namespace {

volatile std::sig_atomic_t handled = 0;

void log_in_handler(int) {
  hedgerow::logger("tool").info("from_handler");
  handled = handled + 1;
}

/// Encoded once before the record is begun, then twice amid it.
struct interrupted {
  int& turns;
};
void hedgerow_value(hedgerow::value_writer& out, const interrupted& v) {
  if (++v.turns > 1) std::raise(SIGUSR1);
  out.write(1);
}

}  // namespace

TEST_CASE("a signal handler that logs amid a call in synchronous mode is refused and counted") {
  const running here(synchronous);
  const auto log = hedgerow::logger("tool");
  log.info("first");
  const auto before = hedgerow::stats().lost.nested;
  std::signal(SIGUSR1, log_in_handler);
  int turns = 0;
  log.info("outer", "value"_k = interrupted{turns});
  CHECK(2 == handled);
  CHECK(before + 2 == hedgerow::stats().lost.nested);
  CHECK(std::vector<std::string>{"level=info event=first logger=tool",
                                 "level=info event=outer logger=tool value=1"} == here.written());
}

TEST_CASE("a child that is forked in synchronous mode goes on, and writes nothing twice") {
  const running here(synchronous);
  const auto log = hedgerow::logger("family");
  log.info("parent_before");
  const pid_t child = fork_when_quiet();
  if (child == 0) {
    log.info("child");
    _exit(hedgerow::flush() ? 0 : 1);
  }
  int status = -1;
  REQUIRE(child == waitpid(child, &status, 0));
  CHECK(0 == status);
  log.info("parent_after");
  CHECK(std::vector<std::string>{"level=info event=parent_before logger=family",
                                 "level=info event=child logger=family",
                                 "level=info event=parent_after logger=family"} == here.written());
}
