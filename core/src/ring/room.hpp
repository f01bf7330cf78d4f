// SPDX-License-Identifier: MIT
/// @file
/// Room in a ring, and what is done where there is none.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "ring/futex.hpp"
#include "ring/ring.hpp"
#include "ring/sleeping_reader.hpp"

namespace hedgerow::internal {

/// As set_policy() said last.
std::uint32_t ring_capacity() noexcept;
std::chrono::milliseconds longest_wait() noexcept;
when_full policy_of(level severity) noexcept;

/// Counts a record as lost.
inline detail::reserved refuse(loss why) noexcept {
  losses.add(why);
  return {};
}

/// A thread that waits for room, for a scope.
class waiter_for_room {
 public:
  waiter_for_room() noexcept { waiting_.fetch_add(1); }
  ~waiter_for_room() { waiting_.fetch_sub(1); }
  waiter_for_room(const waiter_for_room&) = delete;
  waiter_for_room& operator=(const waiter_for_room&) = delete;

  /// How often room was given; to be asked before one looks for room.
  std::uint32_t given() const noexcept { return given_.load(); }
  /// Sleeps until room is given, unless that was since given() said `so_far`, or for `at_most`.
  void wait(std::uint32_t so_far, std::chrono::nanoseconds at_most) const noexcept {
    futex_wait(given_, so_far, at_most);
  }

 private:
  friend void tell_of_room(bool blocks) noexcept;
  friend void forget_waiters_after_fork() noexcept;
  inline static constinit futex_word given_{0};
  inline static constinit std::atomic<std::uint32_t> waiting_{0};
};

/// To be called when producers were given room: wakes those that wait, where one of them has enough
/// to go on for a while. `blocks`: for large records too. [backend]
void tell_of_room(bool blocks) noexcept;
/// In a forked child: the parent's threads are not here.
void forget_waiters_after_fork() noexcept;

/// Tries again each time room is given, until it succeeds or the configured time is over.
template <class Try>
bool wait_until(Try succeeds) noexcept {
  using clock = std::chrono::steady_clock;
  const auto deadline = clock::now() + longest_wait();
  const waiter_for_room here;
  for (;;) {
    const std::uint32_t given = here.given();
    if (succeeds()) return true;
    hurry_reader();
    const auto now = clock::now();
    if (now >= deadline) return false;
    here.wait(given, deadline - now);
  }
}

/// Whether there are `size` bytes, with a look at how far the backend is: at the latest when the
/// ring was filled by half since the last one. A backend that naps is woken then, before its
/// producer has to wait. [the ring's thread]
bool has_room(detail::ring_writer& w, std::size_t size) noexcept;
/// Waits for room, or has the oldest records dropped, as the policy says. [the ring's thread]
bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept;

}  // namespace hedgerow::internal
