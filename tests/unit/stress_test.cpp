// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/testing.hpp>

#include "support/running.hpp"

using namespace hedgerow::literals;
using hedgerow::test::running;
using nlohmann::json;

namespace {

/// HEDGEROW_STRESS_EVENTS: about how many in all.
int events_of_each_thread(int threads) {
  const char* asked = std::getenv("HEDGEROW_STRESS_EVENTS");
  return (asked != nullptr ? std::atoi(asked) : 12'000) / threads;
}

std::uint64_t lost(const hedgerow::statistics& s) {
  const auto& l = s.lost;
  return l.ring_full + l.dropped_oldest + l.too_large + l.out_of_memory + l.nested + l.before_init +
         l.after_shutdown + l.failed;
}

/// One short-lived thread's work: all ways to log.
void log_in_many_ways(int thread, int events) {
  const auto log = hedgerow::logger("stress").bind("thread"_k = thread);
  for (int i = 0; i < events; ++i) {
    const hedgerow::context_scope scope{"turn"_k = i};
    switch (i % 5) {
    case 0:
      log.info("plain", "i"_k = i);
      break;
    case 1:
      log.bind("more"_k = std::string(100, 'm')).debug("bound");
      break;
    case 2:
      log.warning("large", "text"_k = std::string(i % 50 == 2 ? 20'000 : 300, 'x'));
      break;
    case 3:
      log.error("bad", hedgerow::field("key_" + std::to_string(i), i));
      break;
    default:
      std::thread([c = hedgerow::current_context(), i] {
        const hedgerow::context_scope here{c};
        hedgerow::logger("stress.short").info("short_lived", "i"_k = i);
      }).join();
    }
  }
}

}  // namespace

TEST_CASE("every event is written or counted while threads come and go and everything changes") {
  const std::string when_full = GENERATE("drop_newest", "drop_oldest", "block");
  const std::string mode = GENERATE("asynchronous", "synchronous");
  const running here(json{
      {"mode", mode},
      {"queue",
       {{"bytes_per_thread", 65'536}, {"when_full", when_full}, {"block_at_most_ms", 60'000}}}});
  const auto before = hedgerow::stats();
  constexpr int threads = 3;
  const int events = events_of_each_thread(threads * 6);
  std::atomic<bool> done{false};
  std::thread meddler([&] {
    while (!done) {
      hedgerow::flush();
      hedgerow::set_levels("debug,elsewhere=error");
      const hedgerow::testing::capture captured;
      static_cast<void>(hedgerow::stats());
    }
  });
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t)
    workers.emplace_back(log_in_many_ways, t, events);
  for (auto& w : workers)
    w.join();
  done = true;
  meddler.join();
  const auto written = here.written().size();
  const auto after = hedgerow::stats();
  CHECK(static_cast<std::uint64_t>(threads * events) == written + lost(after) - lost(before));
  if (when_full != "drop_newest") CHECK(before.lost.ring_full == after.lost.ring_full);
}
