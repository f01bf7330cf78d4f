// SPDX-License-Identifier: MIT
#include "ring/room.hpp"

#include <algorithm>
#include <atomic>

namespace hedgerow::internal {

namespace {

constinit std::atomic<std::uint32_t> capacity{256 * 1024};
constinit std::atomic<full_ring_policies> when_rings_are_full{full_ring_policies{}};
constinit std::atomic<std::int64_t> wait_ms{100};

/// Has the backend drop what lies before `until`.
void ask_for_room(ring& r, std::uint64_t until) noexcept {
  r.unwanted_until.store(until, std::memory_order_relaxed);
  room_wanted.store(true, std::memory_order_release);
}

/// Whether the ring's thread sleeps, and may go on.
bool has_enough(const ring& r) noexcept {
  const std::uint64_t wake_at = r.wake_at.load();
  return wake_at != 0 && r.read.load(std::memory_order_relaxed) >= wake_at;
}

/// Passes a published record, counted. @return its blocks [backend, or nobody reads]
std::uint64_t drop(ring& r, const record& oldest, loss why) noexcept {
  const bool large = (oldest.flags & detail::out_of_line) != 0;
  const std::uint64_t blocks = large ? block_area::mask_of(large_of(oldest)) : 0;
  r.pop(oldest);
  losses.add(why);
  return blocks;
}

}  // namespace

std::uint32_t ring_capacity() noexcept {
  return capacity.load(std::memory_order_relaxed);
}

std::chrono::milliseconds longest_wait() noexcept {
  return std::chrono::milliseconds(wait_ms.load(std::memory_order_relaxed));
}

void set_policy(const ring_policy& p) noexcept {
  capacity.store(p.capacity);
  when_rings_are_full.store(p.when_full);
  wait_ms.store(p.wait_at_most.count());
}

when_full policy_of(level severity) noexcept {
  return when_rings_are_full.load(std::memory_order_relaxed)[severity];
}

bool has_room(detail::ring_writer& w, std::size_t size) noexcept {
  if (w.write + size <= w.limit) return true;
  const auto& r = *static_cast<const ring*>(w.ring);
  const std::uint64_t end = r.read.load(std::memory_order_acquire) + r.capacity();
  const std::uint64_t nearly_full = end - r.capacity() / 8;
  w.limit = nearly_full;
  if (w.write + size <= w.limit) return true;
  hurry_reader();
  w.limit = end;
  return w.write + size <= w.limit;
}

bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept {
  if (policy == when_full::drop_newest) return false;
  ring& r = *static_cast<ring*>(w.ring);
  const std::uint64_t needed = w.write + size - r.capacity();
  // More than is needed, as each time costs a wait: an eighth of the ring where the rest is lost, a
  // half where it is written. (With an eighth there, four threads on one processor write a fifth
  // less.)
  const std::uint64_t more = r.capacity() / (policy == when_full::drop_oldest ? 8 : 2);
  const std::uint64_t until = std::min(needed + more, w.write);
  if (policy == when_full::drop_oldest) ask_for_room(r, until);
  r.wake_at.store(until);
  const bool found = wait_until([&] { return has_room(w, size); });
  r.wake_at.store(0);
  return found;
}

void tell_of_room(bool blocks) noexcept {
  if (!signal_of_room.room_given()) return;
  bool enough = blocks;
  for (const ring* r = first_ring(); r != nullptr && !enough; r = r->next)
    enough = has_enough(*r);
  if (enough) signal_of_room.wake();
}

void discard_unread(loss why) noexcept {
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    while (const record* oldest = r->front())
      large_records.release(drop(*r, *oldest, why));
    r->give_up();
  }
}

std::uint64_t drop_unwanted() noexcept {
  room_wanted.exchange(false, std::memory_order_acquire);
  std::uint64_t blocks = 0;
  for (ring* r = first_ring(); r != nullptr; r = r->next) {
    const std::uint64_t until = r->unwanted_until.load(std::memory_order_relaxed);
    const record* oldest = r->front();
    while (oldest != nullptr && r->at < until && policy_of(oldest->severity) != when_full::block) {
      blocks |= drop(*r, *oldest, loss::dropped_oldest);
      oldest = r->front();
    }
    if (oldest != nullptr && r->at < until)
      room_wanted.store(true, std::memory_order_relaxed);  // go on behind this one
  }
  return blocks;
}

}  // namespace hedgerow::internal
