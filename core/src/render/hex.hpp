// SPDX-License-Identifier: MIT
/// @file
#pragma once

#include "render/line_buffer.hpp"

namespace hedgerow::internal {

/// `c` as `digits` lower-case hexadecimal digits.
inline void put_hex(line_buffer& out, char32_t c, unsigned digits) {
  char* const at = out.room(digits);
  for (unsigned i = 0; i < digits; ++i)
    at[i] = "0123456789abcdef"[(c >> (4 * (digits - 1 - i))) & 15u];
  out.wrote(digits);
}

}  // namespace hedgerow::internal
