// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// That nothing of the program changes but for the traces.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <link.h>
#include <pthread.h>
#include <unistd.h>
#include <unwind.h>

#include "support/plugin_client.hpp"
#include "support/site_library.hpp"

using capture_test::plugin_client;

namespace {

/// Carries the address that its thrower returns to: the second of its trace.
struct marked_error {
  std::uint64_t returns_to;
};

template <int Which>
__attribute__((noinline)) int throw_marked(int value) {
  if (value != Which)
    throw marked_error{reinterpret_cast<std::uint64_t>(__builtin_return_address(0))};
  return value;
}

template <int Which>
__attribute__((noinline)) int call_thrower(int depth, int value) {
  if (depth == 0) return throw_marked<Which>(value) + 1;
  const int result = call_thrower<Which>(depth - 1, value);
  asm volatile("" ::: "memory");
  return result + 1;
}

/// Whether a trace is that of call_thrower(depth): the thrower's caller, as often the recursion,
/// and something else. A throw that began while the module was off may show a step or two of the
/// runtime before it.
bool is_whole(const std::vector<std::uint64_t>& trace, std::uint64_t returns_to,
              std::size_t depth) {
  const auto caller = std::find(trace.begin(), trace.end(), returns_to);
  if (caller == trace.end() || caller - trace.begin() > 3) return false;
  const auto recursion = caller + 1;
  if (recursion == trace.end()) return false;
  const auto after = std::find_if(recursion, trace.end(),
                                  [recursion](std::uint64_t a) { return a != *recursion; });
  return depth < 2 || static_cast<std::size_t>(after - recursion) == depth;
}

struct storm_counts {
  std::atomic<std::uint64_t> caught{0};
  std::atomic<std::uint64_t> traced{0};
  std::atomic<std::uint64_t> wrong{0};
};

/// A throw that was caught some time ago.
struct past_throw {
  std::exception_ptr error;
  std::uint64_t returns_to = 0;
  std::size_t depth = 0;
};

void check(const plugin_client& plugin, const past_throw& past, storm_counts& counts) {
  const std::vector<std::uint64_t> trace = plugin.trace(past.error);
  if (trace.empty()) return;
  ++counts.traced;
  if (!is_whole(trace, past.returns_to, past.depth)) ++counts.wrong;
}

/// Looks at each trace at once, and again when it is about to be overwritten: eight threads with 32
/// throws each are as many as there are traces.
template <int Which>
void storm(const plugin_client& plugin, storm_counts& counts, std::size_t throws) {
  std::array<past_throw, 32> latest;
  for (std::size_t i = 0; i < throws; ++i) {
    past_throw& place = latest[i % latest.size()];
    if (place.error) check(plugin, place, counts);
    const std::size_t depth = i % 40;
    try {
      call_thrower<Which>(static_cast<int>(depth), -1);
    } catch (const marked_error& error) {
      ++counts.caught;
      place = {std::current_exception(), error.returns_to, depth};
      check(plugin, place, counts);
    }
  }
}

}  // namespace

TEST_CASE(
    "No trace is torn or another's while eight threads throw and the module starts and stops") {
  constexpr std::size_t throws = 3000;
  auto plugin = std::make_unique<plugin_client>(CAPTURE_PLUGIN);
  const plugin_client reader(CAPTURE_PLUGIN);  // its traces are the process's
  storm_counts counts;
  std::atomic<int> running{8};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { storm<1>(reader, counts, throws), --running; });
    threads.emplace_back([&] { storm<2>(reader, counts, throws), --running; });
  }
  while (running > 0) {
    plugin->stop();
    plugin = std::make_unique<plugin_client>(CAPTURE_PLUGIN);
    const std::uint64_t before = counts.traced;
    while (running > 0 && counts.traced == before)
      std::this_thread::yield();
  }
  for (std::thread& t : threads)
    t.join();
  CHECK(8 * throws == counts.caught);
  CHECK(0 == counts.wrong);
  CHECK(counts.traced > 0);
}

TEST_CASE("A module that was stopped traces nothing, and says so; started again it traces") {
  const auto throw_and_trace = [](const plugin_client& plugin) {
    try {
      throw_marked<1>(0);
    } catch (const marked_error& error) {
      return plugin.trace(&error).size() > 1;
    }
    return false;
  };
  plugin_client first(CAPTURE_PLUGIN);
  CHECK(throw_and_trace(first));
  first.stop();
  CHECK_FALSE(throw_and_trace(first));
  CHECK("throw site off: the module was stopped" == first.describe());
  const plugin_client second(CAPTURE_PLUGIN);
  CHECK(throw_and_trace(second));
}

TEST_CASE("A cancelled thread unwinds through its frames as without the module") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  static std::atomic<int> unwound;
  unwound = 0;
  struct guard {
    ~guard() { ++unwound; }
  };
  pthread_t thread;
  REQUIRE(0 == pthread_create(
                   &thread, nullptr,
                   [](void*) -> void* {
                     const guard g;
                     for (;;)
                       pause();
                   },
                   nullptr));
  REQUIRE(0 == pthread_cancel(thread));
  void* result = nullptr;
  REQUIRE(0 == pthread_join(thread, &result));
  CHECK(PTHREAD_CANCELED == result);
  CHECK(1 == unwound);
}

TEST_CASE("An exception of another language passes, and what lies before it is left alone") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  struct alignas(16) foreign {
    std::array<std::uint8_t, 256> before;
    _Unwind_Exception raised;
  };
  static foreign thrown;
  thrown.before.fill(0);
  thrown.raised = {};
  thrown.raised.exception_class = 0x54455354464f5200;  // "TESTFOR\0"
  thrown.raised.exception_cleanup = [](_Unwind_Reason_Code, _Unwind_Exception*) {};
  bool caught = false;
  try {
    _Unwind_RaiseException(&thrown.raised);
  } catch (...) {
    caught = true;
  }
  CHECK(caught);
  CHECK(std::array<std::uint8_t, 256>{} == thrown.before);
}

TEST_CASE("A throw under the dynamic linker's lock is traced as any other") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  std::pair<const plugin_client&, std::size_t> seen{plugin, 0};
  dl_iterate_phdr(
      [](dl_phdr_info*, std::size_t, void* argument) {
        auto& [p, frames] = *static_cast<std::pair<const plugin_client&, std::size_t>*>(argument);
        try {
          throw_marked<1>(0);
        } catch (const marked_error& error) {
          frames = p.trace(&error).size();
        }
        return 1;
      },
      &seen);
  CHECK(seen.second > 3);
}

TEST_CASE("A second copy of the module says that it is off, and the first goes on") {
  char folder[] = "/tmp/hedgerow-capture-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string copy = std::string(folder) + "/copy.so";
  std::filesystem::copy_file(CAPTURE_PLUGIN, copy);
  const plugin_client first(CAPTURE_PLUGIN);
  plugin_client second(copy.c_str());
  std::filesystem::remove_all(folder);
  CHECK("throw site off: something else, maybe another copy of this module, already marks the "
        "exceptions thrown" == second.describe());
  second.stop();
  try {
    throw_marked<1>(0);
  } catch (const marked_error& error) {
    CHECK(first.trace(&error).size() > 1);
    CHECK(second.trace(&error).empty());
  }
}

#ifndef SANITIZED
TEST_CASE("What a library with its own C++ runtime keeps inside is traced once it was looked at") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const capture_test::site_library library("opened_private_runtime");
  const auto run = reinterpret_cast<void (*)(void (*)(const void*, void*), void*)>(
      library.symbol("throw_and_catch_inside"));
  static const plugin_client* asked;
  asked = &plugin;
  std::string site;
  plugin.describe();
  run(
      [](const void* object, void* to) {
        *static_cast<std::string*>(to) = capture_test::site(asked->resolve(asked->trace(object)));
      },
      &site);
  CHECK("throw_and_catch_inside" == site);
}
#endif

TEST_CASE("An object that was never thrown has no trace") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const auto made = std::make_exception_ptr(std::runtime_error("made, not thrown"));
  CHECK(plugin.trace(made).empty());
}

TEST_CASE("A trace ends at 64 frames, those nearest to the throw") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  std::vector<std::uint64_t> trace;
  std::uint64_t returns_to = 0;
  try {
    call_thrower<3>(200, -1);
  } catch (const marked_error& error) {
    trace = plugin.trace(&error);
    returns_to = error.returns_to;
  }
  REQUIRE(64 == trace.size());
  CHECK(returns_to == trace[1]);
  CHECK(trace[2] == trace[63]);  // the recursion's own return address
}

TEST_CASE("An old trace is gone, not mistaken, when 256 throws have followed") {
  const plugin_client plugin(CAPTURE_PLUGIN);
  const auto thrown = [] {
    try {
      throw_marked<1>(0);
    } catch (...) {
      return std::current_exception();
    }
    return std::exception_ptr();
  };
  const std::exception_ptr old = thrown();
  REQUIRE_FALSE(plugin.trace(old).empty());
  for (int i = 0; i < 255; ++i)
    thrown();
  CHECK_FALSE(plugin.trace(old).empty());
  thrown();
  CHECK(plugin.trace(old).empty());
}

TEST_CASE("Beyond the budget only the throw site is kept") {
  const plugin_client plugin(CAPTURE_PLUGIN, R"({"max_traces_per_second": 1})");
  std::size_t whole = 0;
  std::size_t sites = 0;
  for (int i = 0; i < 20; ++i) {
    try {
      throw_marked<1>(0);
    } catch (const marked_error& error) {
      const std::size_t size = plugin.trace(&error).size();
      size > 1 ? ++whole : sites += size;
    }
  }
  CHECK(20 == whole + sites);
  CHECK(whole <= 2);  // the second may change once
}

TEST_CASE("A setting that is wrong is refused with what was found and what would be right") {
  struct row {
    const char* config;
    const char* message;
  };
  const auto [config, message] = GENERATE(values<row>({
      {"[]", "the configuration must be a JSON object such as {\"max_traces_per_second\": 1000}; "
             "found array"},
      {"{", "the configuration must be a JSON object such as {\"max_traces_per_second\": 1000}; "
            "found text that is not JSON"},
      {R"({"max_traces": 1})",
       "unknown key \"max_traces\"; the only key is \"max_traces_per_second\""},
      {R"({"max_traces_per_second": -1})",
       "max_traces_per_second: found -1; it must be a whole number from 0 (no limit) to 16777215"},
      {R"({"max_traces_per_second": "many"})",
       "max_traces_per_second: found \"many\"; it must be a whole number from 0 (no limit) to "
       "16777215"},
  }));
  std::string said;
  try {
    const plugin_client plugin(CAPTURE_PLUGIN, config);
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
  CHECK(message == said);
}
