// SPDX-License-Identifier: MIT
/// @file
/// Reading one JSON object.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// The members of the object that `line` is, in order; of an equal key the last value, where it was
/// first. Numbers that 64 bits or a double do not hold exactly keep their text. Ill-formed UTF-8 is
/// read as U+FFFD. Nothing when the line is not one whole JSON object, or nested deeper than
/// 10,000. The text lies in `memory`.
std::optional<std::span<const field>> read_json_line(std::string_view line, arena& memory);

/// `members` with each key once: the last value, in the first place. In `memory`, or the same.
std::span<const field> unique_keys(std::span<const field> members, arena& memory);

}  // namespace hedgerow::internal
