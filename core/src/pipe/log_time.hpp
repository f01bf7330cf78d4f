// SPDX-License-Identifier: MIT
/// @file
/// Times as log lines carry them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "event/value.hpp"

namespace hedgerow::internal {

/// Nanoseconds since 1970 from a date and time of RFC 3339, also with a blank for the T, a comma
/// for the point, and an offset without colon. Nothing when the form is another, the offset is
/// missing (nobody knows the zone), or 64 bits do not reach it.
std::optional<std::int64_t> time_from_text(std::string_view text) noexcept;

/// Nanoseconds since 1970 from a number of seconds, milli-, micro- or nanoseconds, told apart by
/// size: from 1973 to 5138 for seconds and milliseconds.
std::optional<std::int64_t> time_from_number(const value& number) noexcept;

}  // namespace hedgerow::internal
