// SPDX-License-Identifier: MIT
/// @file
/// What a renderer does with values that the gate should not have let through.
#pragma once

#include <string_view>

namespace hedgerow::internal {

/// Lists and maps inside each other, at most; the stack of the rendering thread is finite.
inline constexpr unsigned max_depth = 1000;
inline constexpr std::string_view too_deep_mark = "[cut: nested too deep]";

/// A clean event holds no withheld value; should one come, its label says nothing.
inline constexpr std::string_view withheld_mark = "[withheld]";

}  // namespace hedgerow::internal
