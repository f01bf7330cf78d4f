// SPDX-License-Identifier: MIT
// What a call costs its caller, with room in the ring, beside a bare ring: memcpy of the same
// values and rdtsc, which is the limit. p50 is the mean of 20 calls back to back (a step of the
// clock is of the same size as a call); p99 and p99.9 are of single calls.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "hedgerow_setup.hpp"

namespace {

using namespace bench;

constexpr int burst = 500;
constexpr int in_a_row = 20;

double ns_per_tick() {
  static const double ratio = [] {
    const auto from = std::chrono::steady_clock::now();
    const std::uint64_t ticks = __builtin_ia32_rdtsc();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - from;
    return passed.count() / static_cast<double>(__builtin_ia32_rdtsc() - ticks);
  }();
  return ratio;
}

double quantile(std::vector<double>& of, double q) {
  const auto at = of.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(of.size() - 1));
  std::nth_element(of.begin(), at, of.end());
  return *at;
}

/// Calls in bursts that fit in a ring; `between` empties it.
template <class Call, class Between>
void measure(benchmark::State& state, const Call& call, const Between& between) {
  std::vector<double> rows;
  std::vector<double> singles;
  for (auto _ : state) {
    for (int row = 0; row < burst / in_a_row; ++row) {
      const std::uint64_t start = __builtin_ia32_rdtsc();
      for (int n = 0; n < in_a_row; ++n)
        call(events()[static_cast<std::size_t>(row * in_a_row + n)]);
      rows.push_back(static_cast<double>(__builtin_ia32_rdtsc() - start) * ns_per_tick() /
                     in_a_row);
    }
    between();
    for (int n = 0; n < burst; ++n) {
      const std::uint64_t start = __builtin_ia32_rdtsc();
      call(events()[static_cast<std::size_t>(n)]);
      singles.push_back(static_cast<double>(__builtin_ia32_rdtsc() - start) * ns_per_tick());
    }
    between();
  }
  state.counters["p50"] = quantile(rows, 0.5);
  state.counters["p99"] = quantile(singles, 0.99);
  state.counters["p999"] = quantile(singles, 0.999);
}

void limit_call(benchmark::State& state) {
  struct head {
    std::uint64_t ticks;
    const void* site;
    const void* logger;
    const void* context;
    int partition;
    double latency_ms;
    std::uint32_t uuid;
    std::uint32_t topic;
  };
  constexpr std::size_t size = 256 * 1024;
  const auto ring = std::make_unique<std::byte[]>(size + 4096);
  std::uint64_t write = 0;
  std::uint64_t published = 0;
  measure(
      state,
      [&](const event& e) {
        std::byte* to = ring.get() + (write & (size - 1));
        const head h{__builtin_ia32_rdtsc(),
                     &e,
                     &ring,
                     nullptr,
                     e.partition,
                     e.latency_ms,
                     static_cast<std::uint32_t>(e.uuid.size()),
                     static_cast<std::uint32_t>(e.topic.size())};
        std::memcpy(to, &h, sizeof h);
        std::memcpy(to + sizeof h, e.uuid.data(), e.uuid.size());
        std::memcpy(to + sizeof h + e.uuid.size(), e.topic.data(), e.topic.size());
        write += (sizeof h + e.uuid.size() + e.topic.size() + 7) & ~std::size_t{7};
        __atomic_store_n(&published, write, __ATOMIC_RELEASE);
      },
      [] {});
}

void hedgerow_call(benchmark::State& state, bool bound) {
  const running here;
  const auto log = bound ? bound_logger() : plain_logger();
  measure(
      state, [&](const event& e) { log_to(log, e); }, [] { hedgerow::flush(); });
}

void limit_empty_loop(benchmark::State& state) {
  for (auto _ : state)
    benchmark::ClobberMemory();
}

void hedgerow_disabled_call(benchmark::State& state) {
  const running here;
  const auto log = plain_logger();
  const event& e = events()[1];
  for (auto _ : state) {
    log.debug("event_sent_to_kafka", "event_uuid"_k = e.uuid, "kafka_topic"_k = e.topic);
    benchmark::ClobberMemory();
  }
}

BENCHMARK(limit_call)->Iterations(60);
BENCHMARK_CAPTURE(hedgerow_call, plain, false)->Iterations(60);
BENCHMARK_CAPTURE(hedgerow_call, 8_bound, true)->Iterations(60);
BENCHMARK(limit_empty_loop);
BENCHMARK(hedgerow_disabled_call);

}  // namespace

BENCHMARK_MAIN();
