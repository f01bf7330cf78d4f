// SPDX-License-Identifier: MIT
/// @file
/// Reading one line of logfmt, by the rules of go-logfmt.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// The pairs of `line`, in order, each key once. Values are text; a bare `null` and a key without
/// `=` have none. Nothing when the line is not logfmt, or has not one pair with `=`.
std::optional<std::span<const field>> read_logfmt_line(std::string_view line, arena& memory);

/// Whether a line that was read is meant to be logfmt, and not prose with a `=` in it: all its keys
/// have a `=`, and one of them names a time, level, logger or event.
bool meant_as_logfmt(std::string_view line, std::span<const field> read);

}  // namespace hedgerow::internal
