// SPDX-License-Identifier: MIT
/// @file
/// The names that programs give to levels.
#pragma once

#include <optional>
#include <string_view>

#include <hedgerow/level.hpp>

namespace hedgerow::internal {

/// hedgerow's own names, those of syslog (RFC 5424), and those in use elsewhere: warn, fatal,
/// trace, notice, err and their like, in any letter case. Nothing when the name is not known.
std::optional<level> level_from_name(std::string_view name) noexcept;

}  // namespace hedgerow::internal
