// SPDX-License-Identifier: MIT
#include "engine/stats.hpp"

#include <algorithm>

#include "engine/capture.hpp"
#include "engine/engine.hpp"
#include "ring/losses.hpp"
#include "ring/ring.hpp"

namespace hedgerow {

namespace internal {

namespace {

statistics::queue_state state_of_rings() noexcept {
  statistics::queue_state q{};
  for (const ring* r = first_ring(); r != nullptr; r = r->next) {
    ++q.rings;
    if (r->is.load(std::memory_order_relaxed) != ring::state::unused) ++q.rings_in_use;
    q.high_water = std::max(q.high_water, r->high_water.load(std::memory_order_relaxed));
  }
  return q;
}

}  // namespace

statistics gather_stats(const backend& events, const pipeline* running) noexcept {
  statistics s{};
  const auto written = events.written();
  s.written = {written[0], written[1], written[2], written[3], written[4]};
  s.lost = {.ring_full = losses.of(loss::ring_full),
            .large_full = losses.of(loss::large_full),
            .dropped_oldest = losses.of(loss::dropped_oldest),
            .too_large = losses.of(loss::too_large),
            .out_of_memory = losses.of(loss::out_of_memory),
            .nested = losses.of(loss::nested),
            .before_init = losses.of(loss::before_init),
            .after_shutdown = losses.of(loss::after_shutdown),
            .failed = losses.of(loss::failed),
            .sinks = 0};
  const capture_counters& ignored = capture_counts();
  s.reports.ignored =
      ignored.nothing_active.load() + ignored.not_running.load() + ignored.out_of_memory.load();
  s.queue = state_of_rings();
  s.queue.lag_us = events.lag().newest_us();
  s.queue.most_lag_us = events.lag().most_us();
  if (running == nullptr) return s;
  s.queue.ring_bytes = running->settings.queue.bytes_per_thread;
  for (const auto& to : running->sinks) {
    s.lost.sinks += to->failed();
    s.bytes += to->bytes();
  }
  const gate_counts g = running->passage->counts();
  s.gate = {g.values_redacted, g.values_withheld, g.events_dropped_by_policy};
  if (running->reports != nullptr) {
    const courier_counts c = running->reports->counts();
    s.reports.captured = c.captured;
    s.reports.stored = c.stored;
    s.reports.sent = c.sent;
    s.reports.failed = c.failed;
    s.reports.dropped = c.dropped;
  }
  return s;
}

}  // namespace internal

statistics stats() noexcept {
  internal::engine& whole = internal::engine::the();
  return internal::gather_stats(whole.events(), whole.current().get());
}

}  // namespace hedgerow
