// SPDX-License-Identifier: MIT
/// @file
/// Nanoseconds since 1970 as the text of a line: UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hedgerow::internal {

/// Keeps the text of the last second, so that a line in the same second costs its fraction only.
/// Not thread-safe.
class timestamp_text {
 public:
  static constexpr std::size_t size = 27;

  timestamp_text() noexcept;

  /// The text; valid until the next call. What is finer than a microsecond is cut.
  const std::array<char, size>& operator()(std::int64_t nanoseconds) noexcept;

 private:
  std::uint64_t second_began_ = 0;  ///< of the text; modulo 2^64, as times before 1970 are
  std::array<char, size> text_;
};

}  // namespace hedgerow::internal
