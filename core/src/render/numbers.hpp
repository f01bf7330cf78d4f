// SPDX-License-Identifier: MIT
/// @file
/// Numbers as text.
#pragma once

#include <cstdint>
#include <string_view>

#include "render/line_buffer.hpp"

namespace hedgerow::internal {

void put_integer(line_buffer& out, std::int64_t i);
void put_integer(line_buffer& out, std::uint64_t u);

/// Which layout the shortest digits that read back as the same double get.
enum class float_layout {
  /// 1.0, 0.0001, 1e-05, 1e+16: always a point or an exponent; JSON and Python read it back.
  python,
  /// 1, 0.0001, 1e-05, 1e+06: as Go prints it.
  go,
};

/// A finite double.
void put_float(line_buffer& out, double d, float_layout layout);

/// Whether a text is a number as JSON spells it, so that it may stand in a line as it is.
bool is_json_number(std::string_view text) noexcept;

}  // namespace hedgerow::internal
