// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <hedgerow/logger.hpp>
#include <hedgerow/spdlog.hpp>
#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>

#include "event/decode.hpp"
#include "ring/ring.hpp"

using namespace hedgerow::internal;

namespace {

using lines = std::vector<std::string>;

struct bridged {
  bridged() {
    set_policy({.capacity = 64 * 1024,
                .wait_below_error = false,
                .wait_at_most = std::chrono::milliseconds(1)});
    set_accepting(accepting::running);
  }
  ~bridged() { spdlog::drop_all(); }
};

std::shared_ptr<spdlog::logger> quiet_logger(const std::string& name) {
  return spdlog::create<spdlog::sinks::null_sink_mt>(name);
}

/// What the bridge wrote: level, logger, message, and the place where there is one.
lines read_all() {
  lines out;
  arena memory;
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    while (const record* at = r->front()) {
      decoder d(reinterpret_cast<const std::byte*>(at) + sizeof *at, memory);
      std::string line = std::string(to_string(at->severity)) + " " +
                         std::string(at->logger->name) + ": " +
                         std::string(d.next_value().as_text());
      d.next_value();
      if ((at->flags & hedgerow::detail::place_in_payload) != 0) {
        const std::string file(d.next_value().as_text());
        line += " (" + file.substr(file.rfind('/') + 1) + ", " +
                std::string(d.next_value().as_text()) + ")";
      }
      out.push_back(line);
      r->pop(*at);
    }
  }
  return out;
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
  CHECK(lines{"info spdlog: user 42 logged in", "warning net: slow answer"} == read_all());
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
              "critical net: c"} == read_all());
}

TEST_CASE("the time of an event is that of the spdlog record") {
  const bridged running;
  hedgerow::spdlog_sink bridge;
  spdlog::details::log_msg record("net", spdlog::level::info, "late");
  record.time =
      spdlog::log_clock::time_point(std::chrono::duration_cast<spdlog::log_clock::duration>(
          std::chrono::nanoseconds(1'700'000'000'123'456'789)));
  bridge.log(record);
  const struct record* at = nullptr;
  arena memory;
  for (ring* r = first_ring(); r != nullptr && at == nullptr; r = r->next)
    at = r->front();
  REQUIRE(at != nullptr);
  decoder d(reinterpret_cast<const std::byte*>(at) + sizeof *at, memory);
  d.next_value();
  CHECK(1'700'000'000'123'456'789 == d.next_value().as_integer());
  read_all();
}

TEST_CASE("the place of a spdlog call comes with its event") {
  const bridged running;
  const auto net = quiet_logger("net");
  hedgerow::route_spdlog();
  net->log(spdlog::source_loc{"src/net.cpp", 7, "connect"}, spdlog::level::err, "refused");
  CHECK(lines{"error net: refused (net.cpp, connect)"} == read_all());
}

TEST_CASE("asynchronous spdlog loggers are routed too") {
  const bridged running;
  const auto net = spdlog::create_async<spdlog::sinks::null_sink_mt>("net");
  hedgerow::route_spdlog();
  net->info("queued");
  spdlog::shutdown();
  CHECK(lines{"info net: queued"} == read_all());
}

TEST_CASE("a logger made after the routing can be made with the sink") {
  const bridged running;
  hedgerow::route_spdlog();
  const auto later = spdlog::create<hedgerow::spdlog_sink>("later");
  later->info("hello");
  CHECK(lines{"info later: hello"} == read_all());
}
