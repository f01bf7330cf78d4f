// SPDX-License-Identifier: MIT
/// @file
/// The exceptions of a clean report in PostHog's form: $exception_list and $debug_images.
#pragma once

#include <string>
#include <string_view>

#include "deliver/json_value.hpp"

namespace hedgerow::internal {

/// Member `key` of a map; null when there is none or `map` is no map.
value member_of(const value& map, std::string_view key) noexcept;
/// The member when it is a string, else an empty text.
std::string_view text_member(const value& map, std::string_view key) noexcept;

/// Whether the gate took (part of) a text away.
bool has_mark(std::string_view text) noexcept;

/// Outermost first; one entry at least. Frames of objects without a build id have no addresses.
json exception_list(const value& report, bool handled, std::uint64_t thread_id);

/// The images that frames refer to.
json debug_images(const value& report);

/// [{"exception": 0, "error_code": 2, ...}] for exceptions with properties.
json exception_details(const value& report);

}  // namespace hedgerow::internal
