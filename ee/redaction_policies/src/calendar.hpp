// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Days of the calendar, as text has them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace hedgerow::policies {

/// "2026-01-31" and nothing else; a day that there is.
std::optional<std::chrono::sys_days> iso_day(std::string_view text) noexcept;

}  // namespace hedgerow::policies
