// SPDX-License-Identifier: MIT
/// @file
/// When the next delivery is due.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "deliver/retry.hpp"
#include "deliver/sender.hpp"

namespace hedgerow::internal {

/// Not thread-safe. Times are given in, so that tests need no clock.
class delivery_schedule {
 public:
  using time = std::chrono::steady_clock::time_point;

  /// A store is looked through at least this often: other processes leave reports in it too.
  static constexpr std::chrono::seconds look_again{60};

  delivery_schedule(std::chrono::milliseconds flush_interval, std::uint64_t batch_size, time now)
      : flush_interval_(flush_interval), batch_size_(batch_size), next_(now) {}

  void stored(std::uint64_t count, time now) noexcept {
    if (count == 0) return;
    if (new_ == 0) next_ = std::min(next_, now + flush_interval_);
    new_ += count;
    if (new_ >= batch_size_) next_ = now;
  }

  /// A pass begins: what is stored from now on is not in it.
  void begin() noexcept { new_ = 0; }

  /// @param random in [0, 1)
  void passed(const pass_result& result, time now, double random) noexcept {
    if (!result.again) {
      waits_.reset();
      retry_at_ = server_wait_ = time{};
      next_ = now + (new_ == 0 ? std::chrono::milliseconds(look_again) : flush_interval_);
      return;
    }
    const auto wait =
        std::max(waits_.next(random), result.retry_after.value_or(std::chrono::milliseconds(0)));
    retry_at_ = next_ = now + wait;
    if (result.retry_after) server_wait_ = now + *result.retry_after;
  }

  /// When the next pass may begin. One that somebody waits for is held up by nothing but the
  /// server's own Retry-After.
  time due(bool wanted) const noexcept {
    return wanted ? server_wait_ : std::max({server_wait_, retry_at_, next_});
  }

 private:
  std::chrono::milliseconds flush_interval_;
  std::uint64_t batch_size_;
  std::uint64_t new_ = 0;
  time next_;
  time retry_at_{};
  time server_wait_{};
  backoff waits_;
};

}  // namespace hedgerow::internal
