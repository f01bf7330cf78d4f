// SPDX-License-Identifier: MIT
/// @file
/// How far the backend is behind those who log.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace hedgerow::internal {

/// How long the oldest event of a batch had waited when the batch began. Written by the backend,
/// read by any thread.
class backend_lag {
 public:
  void note(std::int64_t ns) noexcept {
    const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0)) / 1000;
    newest_us_.store(us, std::memory_order_relaxed);
    if (us > most_us_.load(std::memory_order_relaxed))
      most_us_.store(us, std::memory_order_relaxed);
  }
  std::uint64_t newest_us() const noexcept { return newest_us_.load(std::memory_order_relaxed); }
  std::uint64_t most_us() const noexcept { return most_us_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> newest_us_{0};
  std::atomic<std::uint64_t> most_us_{0};
};

}  // namespace hedgerow::internal
