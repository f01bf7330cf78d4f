// SPDX-License-Identifier: MIT
// The way of an event, end to end, beside the loggers that Debian packages in the same run.
#include <benchmark/benchmark.h>

#include "hedgerow_setup.hpp"
#include "peers.hpp"

namespace {

using namespace bench;

/// Far more than fits in anybody's queue: what counts is what goes through it.
constexpr int batch = 200'000;

void hedgerow_run(benchmark::State& state, const char* renderer, const char* mode, int producers,
                  bool bound) {
  const running here(renderer, mode);
  const auto log = bound ? bound_logger() : plain_logger();
  for (auto _ : state) {
    produce(producers, batch, [&](const event& e) { log_to(log, e); });
    hedgerow::flush();
  }
  state.SetItemsProcessed(state.iterations() * batch);
}

void run(benchmark::State& state, std::unique_ptr<peer> (*make)(), int producers) {
  const auto other = make();
  for (auto _ : state) {
    produce(producers, batch, [&](const event& e) { other->log(e); });
    other->flush();
  }
  state.SetItemsProcessed(state.iterations() * batch);
}

std::unique_ptr<peer> spdlog_sync() {
  return make_spdlog(false, false);
}
std::unique_ptr<peer> spdlog_async() {
  return make_spdlog(true, false);
}
std::unique_ptr<peer> spdlog_bound() {
  return make_spdlog(false, true);
}

// Named <who>_<what>/<variant>: scripts/bench compares those with the same <what>.
[[maybe_unused]] const bool registered = [] {
  const auto add = [](const char* name, auto... arguments) {
    benchmark::RegisterBenchmark(name, arguments...)->UseRealTime();
  };
  add("hedgerow_end_to_end/json", hedgerow_run, "json", "asynchronous", 1, false);
  add("hedgerow_end_to_end/synchronous", hedgerow_run, "json", "synchronous", 1, false);
  add("hedgerow_end_to_end/console", hedgerow_run, "console", "asynchronous", 1, false);
  add("hedgerow_end_to_end/logfmt", hedgerow_run, "logfmt", "asynchronous", 1, false);
  add("spdlog_end_to_end/sync", run, spdlog_sync, 1);
  add("spdlog_end_to_end/async", run, spdlog_async, 1);
  add("glog_end_to_end", run, make_glog, 1);
  add("boost_end_to_end", run, make_boost_log, 1);
  add("log4cplus_end_to_end", run, make_log4cplus, 1);
  add("hedgerow_4_producers", hedgerow_run, "json", "asynchronous", 4, false);
  add("spdlog_4_producers/sync", run, spdlog_sync, 4);
  add("spdlog_4_producers/async", run, spdlog_async, 4);
  add("hedgerow_8_bound", hedgerow_run, "json", "asynchronous", 1, true);
  add("spdlog_8_bound/sync", run, spdlog_bound, 1);
  return true;
}();

}  // namespace

BENCHMARK_MAIN();
