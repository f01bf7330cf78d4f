// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <hedgerow/logger.hpp>
#include <hedgerow/spdlog.hpp>
#include <hedgerow/testing.hpp>
#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>

using hedgerow::testing::capture;
using hedgerow::testing::captured_event;

namespace {

using lines = std::vector<std::string>;

/// Collects what the bridge logs.
struct bridged {
  ~bridged() { spdlog::drop_all(); }

  /// Level, logger, message, and the place where there is one.
  lines logged() const {
    lines out;
    for (const captured_event& e : captured.events()) {
      std::string line = std::string(hedgerow::to_string(e.level)) + " " + e.logger + ": " + e.name;
      if (!e.file.empty())
        line += " (" + e.file + ":" + std::to_string(e.line) + ", " + e.function + ")";
      out.push_back(line);
    }
    return out;
  }

  capture captured;
};

std::shared_ptr<spdlog::logger> quiet_logger(const std::string& name) {
  return spdlog::create<spdlog::sinks::null_sink_mt>(name);
}

}  // namespace

TEST_CASE("one line routes the default logger and every registered one") {
  const bridged running;
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::null_sink_mt>()));
  const auto net = quiet_logger("net");
  hedgerow::route_spdlog();
  spdlog::info("user {} logged in", 42);
  net->warn("slow answer");
  CHECK(lines{"info spdlog: user 42 logged in", "warning net: slow answer"} == running.logged());
}

TEST_CASE("spdlog's levels become hedgerow's") {
  const bridged running;
  const auto net = quiet_logger("net");
  net->set_level(spdlog::level::trace);
  hedgerow::set_levels("debug");
  hedgerow::route_spdlog();
  net->trace("t");
  net->debug("d");
  net->info("i");
  net->warn("w");
  net->error("e");
  net->critical("c");
  CHECK(lines{"debug net: t", "debug net: d", "info net: i", "warning net: w", "error net: e",
              "critical net: c"} == running.logged());
}

TEST_CASE("the time of an event is that of the spdlog record") {
  const bridged running;
  hedgerow::spdlog_sink bridge;
  spdlog::details::log_msg record("net", spdlog::level::info, "late");
  record.time =
      spdlog::log_clock::time_point(std::chrono::duration_cast<spdlog::log_clock::duration>(
          std::chrono::nanoseconds(1'700'000'000'123'456'789)));
  bridge.log(record);
  CHECK(1'700'000'000'123'456'789 == running.captured.events().at(0).unix_ns);
}

TEST_CASE("the place of a spdlog call comes with its event") {
  const bridged running;
  const auto net = quiet_logger("net");
  hedgerow::route_spdlog();
  net->log(spdlog::source_loc{"src/net.cpp", 7, "connect"}, spdlog::level::err, "refused");
  CHECK(lines{"error net: refused (src/net.cpp:7, connect)"} == running.logged());
}

TEST_CASE("asynchronous spdlog loggers are routed too") {
  const bridged running;
  const auto net = spdlog::create_async<spdlog::sinks::null_sink_mt>("net");
  hedgerow::route_spdlog();
  net->info("queued");
  spdlog::shutdown();
  CHECK(lines{"info net: queued"} == running.logged());
}

TEST_CASE("a logger made after the routing can be made with the sink") {
  const bridged running;
  hedgerow::route_spdlog();
  const auto later = spdlog::create<hedgerow::spdlog_sink>("later");
  later->info("hello");
  CHECK(lines{"info later: hello"} == running.logged());
}
