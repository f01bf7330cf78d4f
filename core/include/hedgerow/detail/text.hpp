// SPDX-License-Identifier: MIT
/// @file
/// The way in for text that was not logged through hedgerow's own calls, as that of the bridges.
#pragma once

#include <cstdint>
#include <string_view>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/level.hpp>

namespace hedgerow::detail {

/// Logs `message` as an event of that text, with the calling thread's ambient context. All text is
/// copied; `file` and `function` may be null. `unix_ns` is the time of the message. Never throws.
/// [any thread]
HEDGEROW_API void log_text(std::string_view logger, level severity, std::string_view message,
                           std::int64_t unix_ns, const char* file, int line,
                           const char* function) noexcept;

}  // namespace hedgerow::detail
