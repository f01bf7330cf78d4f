// SPDX-License-Identifier: MIT
/// @file
/// Nanoseconds since 1970 as the text of a line: UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace hedgerow::internal {

/// Keeps the text of the last second, so that a line in the same second costs its fraction only.
/// Not thread-safe.
class timestamp_text {
 public:
  static constexpr std::size_t size = 27;

  /// The text; valid until the next call. What is finer than a microsecond is cut.
  std::string_view operator()(std::int64_t nanoseconds) noexcept;

 private:
  std::int64_t second_ = std::numeric_limits<std::int64_t>::min();
  char text_[size];
};

}  // namespace hedgerow::internal
