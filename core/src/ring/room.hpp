// SPDX-License-Identifier: MIT
/// @file
/// Room in a ring, and what is done where there is none.
#pragma once

#include <sched.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>

#include "ring/ring.hpp"

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

/// Tries again until it succeeds or the configured time is over.
template <class Try>
bool wait_until(Try succeeds) noexcept {
  const auto deadline = std::chrono::steady_clock::now() + longest_wait();
  for (int turn = 0; !succeeds(); ++turn) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    if (turn < 16)
      sched_yield();
    else
      std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  return true;
}

/// Whether there are `size` bytes, with a look at how far the backend is. [the ring's thread]
bool has_room(detail::ring_writer& w, std::size_t size) noexcept;
/// Waits for room, or has the oldest records dropped, as the policy says. [the ring's thread]
bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept;

}  // namespace hedgerow::internal
