// SPDX-License-Identifier: MIT
/// @file
/// Why a plugin is not used: a code for machines, a sentence for people, and what to do about it.
#pragma once

#include <string>
#include <string_view>

namespace hedgerow::internal {

struct refusal {
  std::string_view code;  ///< one of the table in refusal.cpp
  std::string message;    ///< one sentence: what was found, and what would be right
};

/// What to do about a plugin with this reason code; empty for an unknown code.
std::string_view advice_for(std::string_view code) noexcept;

}  // namespace hedgerow::internal
