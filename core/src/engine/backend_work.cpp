// SPDX-License-Identifier: MIT
// The backend at its work: from the rings to the sinks, and from there to the files.
#include "engine/backend.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/hand_over.hpp"
#include "engine/modules.hpp"
#include "engine/own_events.hpp"
#include "engine/stats.hpp"
#include "engine/turn_here.hpp"
#include "gate/self_log.hpp"
#include "ring/room.hpp"
#include "ring/segment.hpp"

namespace hedgerow::internal {

namespace {

using clock = std::chrono::steady_clock;

constexpr auto between_loss_reports = std::chrono::seconds(1);

texts_area add_texts_area(std::size_t size) noexcept {
  std::byte* memory = add_area(layout::area_kind::texts, size);
  if (memory == nullptr) return {};
  return {std::span(memory, size), segment_offset(memory)};
}

}  // namespace

void backend::open_journal() noexcept {
  layout::header* head = own_segment();
  if (head == journaled_) return;
  journaled_ = head;
  journal_.reset();
  literals_.forget();
  if (head == nullptr) return;
  journal_.emplace(*head, add_texts_area(checkpoint_writer::texts_size));
  has_large_texts_ = false;
}

/// A sink that cannot write gathers more than others; a kill must not lose it.
void backend::make_room_for_texts() noexcept {
  if (!journal_ || has_large_texts_) return;
  std::size_t waiting = 0;
  for (const auto& s : pipeline_->sinks)
    waiting += s->waiting().size();
  if (waiting <= journal_->room()) return;
  has_large_texts_ = true;  // or there is no room, now as later
  const texts_area larger = add_texts_area(2 * pipeline_->sinks.size() * sink::most_gathered);
  if (!larger.memory.empty()) journal_->use(larger);
}

bool backend::checkpoint_is_due() noexcept {
  if (events_.take_urgent()) return true;
  for (const auto& s : pipeline_->sinks)
    if (s->full()) return true;
  return false;
}

void backend::checkpoint() noexcept {
  make_room_for_texts();
  hand_over(
      pipeline_->sinks, journal_ ? &*journal_ : nullptr, clock_.newest(),
      [](checkpoint_writer& journal) {
        for (const ring* r = first_ring(); r != nullptr; r = r->next)
          if (r->home == own_segment()) journal.set_position(r->number, r->at);
      },
      [this] { give_up_read(); });
}

void backend::give_up_read() noexcept {
  for (ring* r = first_ring(); r != nullptr; r = r->next)
    r->give_up();
  const std::uint64_t blocks = std::exchange(large_read_, 0);
  if (blocks != 0) large_records.release(blocks);
  tell_of_room(blocks != 0);
}

std::size_t backend::drain_early() noexcept {
  ring* early = early_ring();
  std::size_t events = 0;
  if (early == nullptr || accepting_now() == accepting::before_init || pipeline_->only_captures)
    return 0;
  while (const record* r = early->front()) {
    if ((r->flags & detail::forgotten) == 0) process(*r);
    release_early(*r);
    early->pop(*r);
    early->give_up();
    ++events;
  }
  return events;
}

std::size_t backend::drain() noexcept {
  const turn_here turn(turn_);
  return drain_in_turn(grace_ns);
}

/// The rings that have records of before `limit`; those that nobody writes any more are given to
/// others.
void backend::gather(std::uint64_t limit) noexcept {
  unread_.clear();
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    if (r->front() == nullptr) {
      if (r->is.load(std::memory_order_acquire) == ring::state::abandoned &&
          r->front() == nullptr && r->at == r->read.load(std::memory_order_relaxed))
        recycle(*r);
      continue;
    }
    const std::uint64_t waiting = r->published_position() - r->read.load();
    if (waiting > r->high_water.load(std::memory_order_relaxed))
      r->high_water.store(waiting, std::memory_order_relaxed);
    try {
      unread_.add(*r, limit);
    } catch (...) {
      return;  // no memory for all: the others come next
    }
  }
}

std::size_t backend::drain_in_turn(std::int64_t grace) noexcept {
  if (pipeline_ == nullptr) return 0;
  open_journal();
  clock_.refresh();
  std::size_t events = drain_early();
  ring* const first = first_ring();
  const bool several = first != nullptr && first->next != nullptr;
  const std::uint64_t limit = detail::ticks() - (several ? clock_.ticks_in(grace) : 0);
  for (;;) {
    if (room_wanted.load(std::memory_order_relaxed)) {
      large_read_ |= drop_unwanted();
      checkpoint();
    }
    gather(limit);
    if (unread_.empty()) break;
    if (events == 0) lag_.note(clock_.ns_between(unread_.front().ticks, detail::ticks()));
    do {  // one at least: it may be what cannot be dropped
      process(unread_.front());
      unread_.pop(limit);
      ++events;
      if (checkpoint_is_due()) checkpoint();
    } while (!unread_.empty() && !room_wanted.load(std::memory_order_relaxed));
  }
  if (events > 0) checkpoint();
  contexts_.step();
  report_losses();
  report_stats_when_due();
  return events;
}

void backend::process(const record& r) noexcept {
  if ((r.flags & detail::out_of_line) == 0) {
    process_inline(r);
    return;
  }
  const large_record where = large_of(r);
  large_read_ |= block_area::mask_of(where);
  process_inline(*reinterpret_cast<const record*>(large_records.at(where)));
}

void backend::process_inline(const record& r) noexcept {
  if (const auto closed = modules_closed.load(std::memory_order_acquire);
      closed != modules_closed_) {
    modules_closed_ = closed;
    events_.forget_call_sites();  // another module may be at their addresses
    literals_.forget();
  }
  if (journal_) literals_.note(r);
  try {
    events_.process(r, clock_);
  } catch (...) {
    losses.add(loss::failed);
    self_log("event_failed", "an event was lost: no memory to process it");
  }
}

void backend::report_losses() noexcept {
  const std::uint64_t total = losses.total();
  if (total == losses_said_) return;
  const auto now = clock::now();
  if (now - losses_said_at_ < between_loss_reports) return;
  losses_said_at_ = now;
  try {
    arena memory;
    events_.say(level::warning, "events_lost", loss_fields(total - losses_said_, memory));
    checkpoint();
    losses_said_ = total;
  } catch (...) {
    self_log("losses_unsaid", "no memory to say how many events were lost");
  }
}

void backend::report_stats_when_due() noexcept {
  const auto interval = pipeline_->settings.stats_interval;
  if (interval.count() == 0) return;
  const auto now = clock::now();
  if (now < stats_due_) return;
  stats_due_ = now + interval;
  try {
    arena memory;
    events_.say(level::info, "hedgerow_stats",
                stats_fields(gather_stats(*this, pipeline_.get()), memory));
    checkpoint();
  } catch (...) {
    self_log("stats_unsaid", "no memory to say the counts");
  }
}

}  // namespace hedgerow::internal
