// SPDX-License-Identifier: MIT
/// @file
/// Why events were lost, counted one by one.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace hedgerow::internal {

enum class loss : std::uint8_t {
  ring_full,       ///< no room, and the level does not wait or waited long enough
  large_full,      ///< the same, for a record that is too large for a ring
  dropped_oldest,  ///< made room for a newer one
  too_large,       ///< a record of more than 4 MiB, or before init() of more than 4 KiB
  out_of_memory,   ///< no memory for a thread's ring or for large records
  nested,          ///< logged from a signal handler or an encoder, amid another call
  before_init,     ///< more was logged before init() than its buffer holds
  after_shutdown,  ///< logged after shutdown()
  failed,          ///< the backend could not process it (no memory)
  count
};

constexpr std::string_view to_string(loss l) noexcept {
  constexpr std::array<std::string_view, 9> names{"ring_full",   "large_full",     "dropped_oldest",
                                                  "too_large",   "out_of_memory",  "nested",
                                                  "before_init", "after_shutdown", "failed"};
  return names[static_cast<std::size_t>(l)];
}

/// Process-wide counters. [any thread, async-signal-safe]
class loss_counters {
 public:
  void add(loss l, std::uint64_t n = 1) noexcept {
    counts_[static_cast<std::size_t>(l)].fetch_add(n, std::memory_order_relaxed);
    total_.fetch_add(n, std::memory_order_relaxed);
  }
  std::uint64_t of(loss l) const noexcept {
    return counts_[static_cast<std::size_t>(l)].load(std::memory_order_relaxed);
  }
  std::uint64_t total() const noexcept { return total_.load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(loss::count)> counts_{};
  std::atomic<std::uint64_t> total_{0};
};

extern loss_counters losses;

}  // namespace hedgerow::internal
