// SPDX-License-Identifier: MIT
/// @file
/// How threads wait for room that the backend gives.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "ring/futex.hpp"
#include "ring/sleeping_reader.hpp"

namespace hedgerow::internal {

/// Both numbers are sequentially consistent: a waiter that room_given() does not see sees the
/// number of times change, and with it the room that was given before.
class room_signal {
 public:
  /// Tries again whenever it is woken, until it succeeds or the time is over. [any thread]
  template <class Try>
  bool wait_until(Try succeeds, std::chrono::nanoseconds at_most) noexcept {
    using clock = std::chrono::steady_clock;
    const auto deadline = clock::now() + at_most;
    waiting_.fetch_add(1);
    bool found = false;
    for (;;) {
      const std::uint32_t times = times_given_.load();
      found = succeeds();
      if (found) break;
      hurry_reader();
      const auto now = clock::now();
      if (now >= deadline) break;
      futex_wait(times_given_, times, deadline - now);
    }
    waiting_.fetch_sub(1);
    return found;
  }

  /// @return whether anybody waits for it, and may want wake() [backend]
  bool room_given() noexcept {
    times_given_.fetch_add(1);
    return waiting_.load() != 0;
  }
  /// Has all that wait try again. [backend]
  void wake() noexcept { futex_wake(times_given_); }

  /// In a forked child: the parent's threads are not here. [the only thread]
  void forget_waiters() noexcept { waiting_.store(0); }

 private:
  futex_word times_given_{0};
  std::atomic<std::uint32_t> waiting_{0};
};

inline constinit room_signal signal_of_room;

}  // namespace hedgerow::internal
