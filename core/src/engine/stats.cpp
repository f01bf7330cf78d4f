// SPDX-License-Identifier: MIT
#include <hedgerow/stats.hpp>

#include "engine/capture.hpp"
#include "engine/engine.hpp"
#include "ring/losses.hpp"

hedgerow::statistics hedgerow::stats() noexcept {
  using namespace internal;
  statistics s{};
  engine& whole = engine::the();
  const auto written = whole.events().written();
  s.written = {written[0], written[1], written[2], written[3], written[4]};
  s.lost = {.ring_full = losses.of(loss::ring_full),
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
  const auto running = whole.current();
  if (running == nullptr) return s;
  for (const auto& to : running->sinks)
    s.lost.sinks += to->failed();
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
