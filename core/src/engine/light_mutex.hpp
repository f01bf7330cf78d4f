// SPDX-License-Identifier: MIT
/// @file
/// A mutex that costs two instructions of note while nobody waits for it.
#pragma once

#include <atomic>

namespace hedgerow::internal {

/// As std::mutex, whose calls cost synchronous mode more than they are worth for each event: here
/// the case in which it is free is inlined. The three states are those of "mutex2" in U. Drepper,
/// "Futexes Are Tricky". It holds nothing of its own, so that a forked child goes on with a copy.
class light_mutex {
 public:
  light_mutex() = default;
  light_mutex(const light_mutex&) = delete;
  light_mutex& operator=(const light_mutex&) = delete;

  void lock() noexcept {
    if (!try_lock()) [[unlikely]]
      wait();
  }
  bool try_lock() noexcept {
    int expected = free;
    return state_.compare_exchange_strong(expected, held, std::memory_order_acquire,
                                          std::memory_order_relaxed);
  }
  void unlock() noexcept {
    if (state_.exchange(free, std::memory_order_release) == held_and_waited_for) [[unlikely]]
      state_.notify_one();
  }

 private:
  static constexpr int free = 0;
  static constexpr int held = 1;
  static constexpr int held_and_waited_for = 2;

  [[gnu::cold, gnu::noinline]] void wait() noexcept {
    while (state_.exchange(held_and_waited_for, std::memory_order_acquire) != free)
      state_.wait(held_and_waited_for, std::memory_order_relaxed);
  }

  std::atomic<int> state_{free};
};

}  // namespace hedgerow::internal
