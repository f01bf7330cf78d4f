// SPDX-License-Identifier: MIT
/// @file
/// Decimal digits two at a time.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace hedgerow::internal {

inline constexpr auto two_digits = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

/// `value`, below 100, with a leading zero.
inline void put_two_digits(char* out, unsigned value) noexcept {
  std::memcpy(out, &two_digits[2 * std::size_t{value}], 2);
}

/// The digits of `value` without leading zeroes, at most 20; @return behind the last one.
inline char* put_digits(char* out, std::uint64_t value) noexcept {
  if (value < 100) {  // as most are
    if (value < 10) {
      *out = static_cast<char>('0' + value);
      return out + 1;
    }
    put_two_digits(out, static_cast<unsigned>(value));
    return out + 2;
  }
  std::size_t count = 3;
  for (std::uint64_t limit = 1000; value >= limit; limit *= 10)
    if (++count == 20) break;
  char* p = out + count;
  for (; value >= 100; value /= 100)
    put_two_digits(p -= 2, static_cast<unsigned>(value % 100));
  if (value >= 10)
    put_two_digits(p - 2, static_cast<unsigned>(value));
  else
    p[-1] = static_cast<char>('0' + value);
  return out + count;
}

}  // namespace hedgerow::internal
