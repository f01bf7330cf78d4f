// SPDX-License-Identifier: MIT
// Synchronous mode: the thread that logs takes its event to the sinks, one thread at a time.
#include "engine/backend.hpp"
#include "engine/turn_here.hpp"
#include "ring/losses.hpp"

namespace hedgerow::internal {

namespace {

/// Whether there are records of the time before init(), or of threads that logged while the mode
/// changed; or a ring to be given back.
bool something_waits(bool early_counts) noexcept {
  const ring* early = early_ring();
  if (early_counts && early != nullptr && early->front() != nullptr) return true;
  for (const ring* r = first_ring(); r != nullptr; r = r->next)
    if (r->is.load(std::memory_order_relaxed) == ring::state::abandoned || r->front() != nullptr)
      return true;
  return false;
}

}  // namespace

bool backend::take(const record& r) noexcept {
  if (turn_here::mine()) {
    losses.add(loss::nested);
    return true;
  }
  const turn_here turn(turn_);
  if (pipeline_ == nullptr) return false;
  // Not even a moment's grace: what waits may be this thread's own, and older than `r`.
  if (something_waits(!pipeline_->only_captures)) drain_in_turn(0);
  clock_.keep_fresh(r.ticks);
  process_inline(r);
  if (checkpoint_is_due()) checkpoint();
  contexts_.step();
  report_losses();
  report_stats_when_due();
  return true;
}

bool backend::flush_here(std::chrono::steady_clock::time_point deadline) noexcept {
  if (turn_here::mine()) return true;  // a sink that flushes
  const turn_here turn(turn_);
  drain_in_turn(0);
  return flush_sinks(deadline);
}

void backend::stop_here() noexcept {
  const turn_here turn(turn_);
  drain_in_turn(0);
  flush_sinks(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  contexts_.finish();
  here_.store(false);
}

}  // namespace hedgerow::internal
