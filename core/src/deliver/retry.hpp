// SPDX-License-Identifier: MIT
/// @file
/// What to do after an attempt to deliver, as data.
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>

namespace hedgerow::internal {

enum class delivery_action : std::uint8_t {
  done,     ///< the server has it
  retry,    ///< the same again, later
  split,    ///< too large: half the batch; one report alone is trimmed
  give_up,  ///< the server will never take it: failed, and kept
};

/// By HTTP status; 0 stands for "no answer" (no connection, TLS refused, timeout).
delivery_action action_for(int http_status) noexcept;

/// Waits between attempts: 200 ms doubled up to 30 s, of which the second half is random.
class backoff {
 public:
  static constexpr std::chrono::milliseconds first{200};
  static constexpr std::chrono::milliseconds longest{30'000};

  /// How long to wait after one more failure. `random` in [0, 1).
  std::chrono::milliseconds next(double random) noexcept;
  void reset() noexcept { failures_ = 0; }

 private:
  std::uint32_t failures_ = 0;
};

/// A server's Retry-After (RFC 9110, 10.2.3): seconds, or a date, counted from `now`. Clamped to
/// [0, 30 s]; nothing when it is neither.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view header,
                                                           std::time_t now) noexcept;

}  // namespace hedgerow::internal
