// SPDX-License-Identifier: MIT
/// @file
/// Numbers as text.
#pragma once

#include <cstdint>
#include <string_view>

#include "render/line_buffer.hpp"

namespace hedgerow::internal {

/// No number has more bytes.
inline constexpr std::size_t most_number_text = 32;

/// At `out`, where `most_number_text` bytes may be written; @return behind the last one.
char* put_integer(char* out, std::int64_t i) noexcept;
char* put_integer(char* out, std::uint64_t u) noexcept;

template <class Integer>
void put_integer(line_buffer& out, Integer i) {
  char* const at = out.room(most_number_text);
  out.wrote(static_cast<std::size_t>(put_integer(at, i) - at));
}

/// Which layout the shortest digits that read back as the same double get.
enum class float_layout {
  /// 1.0, 0.0001, 1e-05, 1e+16: always a point or an exponent; JSON and Python read it back.
  python,
  /// 1, 0.0001, 1e-05, 1e+06: as Go prints it.
  go,
};

/// A finite double, as put_integer() does it.
char* put_float(char* out, double d, float_layout layout) noexcept;

inline void put_float(line_buffer& out, double d, float_layout layout) {
  char* const at = out.room(most_number_text);
  out.wrote(static_cast<std::size_t>(put_float(at, d, layout) - at));
}

/// Whether a text is a number as JSON spells it, so that it may stand in a line as it is.
bool is_json_number(std::string_view text) noexcept;

}  // namespace hedgerow::internal
