// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// How many whole traces a second may be taken.
#pragma once

#include <atomic>
#include <cstdint>

#include <time.h>

namespace hedgerow::exception_capture {

class trace_budget {
 public:
  static constexpr std::uint32_t unlimited = 0;
  static constexpr std::uint32_t highest_limit = (1u << 24) - 1;

  void limit(std::uint32_t a_second) noexcept { limit_.store(a_second, std::memory_order_relaxed); }

  /// Whether one more fits into this second. No lock, no system call. [any thread]
  bool take() noexcept {
    const std::uint32_t limit = limit_.load(std::memory_order_relaxed);
    if (limit == unlimited) return true;
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return take(static_cast<std::uint64_t>(now.tv_sec), limit);
  }

 private:
  bool take(std::uint64_t second, std::uint32_t limit) noexcept {
    std::uint64_t used = used_.load(std::memory_order_relaxed);
    for (;;) {
      const bool fresh = (used >> count_bits) != second;
      const std::uint64_t count = fresh ? 0 : used & ((1u << count_bits) - 1);
      if (count >= limit) return false;
      if (used_.compare_exchange_weak(used, second << count_bits | (count + 1),
                                      std::memory_order_relaxed))
        return true;
    }
  }

  static constexpr int count_bits = 24;
  std::atomic<std::uint32_t> limit_{unlimited};
  std::atomic<std::uint64_t> used_{0};  ///< the second in the upper bits, its count in the lower 24
};

}  // namespace hedgerow::exception_capture
