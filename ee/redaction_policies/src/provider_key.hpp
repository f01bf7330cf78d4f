// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Keys without a form of their own, which the name of their provider tells: "finnhub key a1b2...",
/// "bugsnag-secret-a1b2...", "asana: 'a1b2...'".
#pragma once

#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

/// The names, as the terms of a context_row.
std::string_view provider_names() noexcept;

/// The key behind a name: directly behind a word for a key that follows it, or behind a sign alone,
/// where it can be nothing else.
extent provider_key(std::string_view text, std::size_t name_end) noexcept;

}  // namespace hedgerow::policies
