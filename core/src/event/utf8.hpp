// SPDX-License-Identifier: MIT
/// @file
/// Reading UTF-8 that may be ill-formed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hedgerow::internal {

/// U+FFFD, what stands for an ill-formed part.
inline constexpr char32_t replacement_character = 0xfffd;
inline constexpr std::string_view replacement_utf8 = "\xef\xbf\xbd";

/// One step through a text.
struct code_point {
  char32_t value;     ///< replacement_character when ill-formed
  std::uint8_t size;  ///< bytes it takes, at least 1; ill-formed: the maximal ill-formed part
  bool well_formed;
};

/// Reads the code point at `p`; `p` must be before `end`. The ranges are those of table 3-7 of the
/// Unicode standard: no surrogates, no overlong forms, nothing above U+10FFFF.
constexpr code_point read_code_point(const char* p, const char* end) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(p[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::uint8_t following = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
  char32_t value = 0;
  if (lead >= 0xc2 && lead <= 0xdf) {
    following = 1;
    value = lead & 0x1fu;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    following = 2;
    value = lead & 0x0fu;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    following = 3;
    value = lead & 0x07u;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
  } else {
    return {replacement_character, 1, false};
  }
  for (std::uint8_t i = 1; i <= following; ++i) {
    if (p + i >= end || byte(i) < low || byte(i) > high) return {replacement_character, i, false};
    value = value << 6 | (byte(i) & 0x3fu);
    low = 0x80;
    high = 0xbf;
  }
  return {value, static_cast<std::uint8_t>(following + 1), true};
}

}  // namespace hedgerow::internal
