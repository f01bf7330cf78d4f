// SPDX-License-Identifier: MIT
// Synchronous mode: the thread that logs takes its event to the sinks, one thread at a time.
#include "engine/backend.hpp"
#include "engine/turn_here.hpp"
#include "ring/large_records.hpp"
#include "ring/losses.hpp"

namespace hedgerow::internal {

namespace {

/// A ring that its thread gave back stays as it is until its records are in a file; of so many it
/// is worth a checkpoint.
constexpr int most_left_behind = 4;

/// What is in the rings besides the record that is taken.
struct besides {
  bool something = false;  ///< records, or a ring that can be given to another thread
  int left_behind = 0;     ///< rings that can be given to others after a checkpoint
};

/// Records of others are of the time before init(), or of threads that logged while the mode
/// changed.
besides look_at_rings() noexcept {
  besides found;
  const ring* const early = early_ring();
  found.something = early != nullptr && early->front() != nullptr;
  for (const ring* r = first_ring(); r != nullptr; r = r->next) {
    if (r->front() != nullptr) {
      found.something = true;
    } else if (r->is.load(std::memory_order_relaxed) == ring::state::abandoned) {
      const bool in_file = r->at == r->read.load(std::memory_order_relaxed);
      found.something = found.something || in_file;
      found.left_behind += in_file ? 0 : 1;
    }
  }
  return found;
}

/// There may be many rings, and nearly always there is nothing in those of others.
constexpr std::uint32_t events_between_looks = 16;

bool is_half_full(const ring& r) noexcept {
  return r.at - r.read.load(std::memory_order_relaxed) > r.capacity() / 2;
}

}  // namespace

bool backend::take(detail::ring_writer& w, std::size_t size) noexcept {
  if (turn_here::mine()) {
    losses.add(loss::nested);
    forget_written(w);
    return true;
  }
  const turn_here turn(turn_);
  if (pipeline_ == nullptr) return false;
  if (given_back_seen_ != rings_given_back.load(std::memory_order_acquire) || until_look_ == 0)
    look_around();
  --until_look_;
  ring& mine = *static_cast<ring*>(w.ring);
  clock_.keep_fresh(internal::written(w).ticks);
  publish_any(w, size);
  while (const record* r = mine.front()) {
    process(*r);
    mine.pop(*r);
  }
  if (!journal_) mine.give_up();
  if (checkpoint_is_due() || large_read_ != 0 || is_half_full(mine)) checkpoint();
  return true;
}

/// Takes what is in the rings of others, has those that were given back used again, and does what
/// need not be done for every event.
void backend::look_around() noexcept {
  until_look_ = events_between_looks;
  given_back_seen_ = rings_given_back.load(std::memory_order_acquire);
  const besides others = look_at_rings();
  if (others.left_behind >= most_left_behind) checkpoint();
  if (others.something || others.left_behind >= most_left_behind) drain_in_turn(0);
  if (!journal_) give_up_read();
  contexts_.step();
  report_losses();
  report_stats_when_due();
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
