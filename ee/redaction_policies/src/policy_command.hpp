// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// `hedgerow policy check|list|try|reveal`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <hedgerow/plugin_sdk.hpp>

namespace hedgerow::policies {

inline constexpr std::string_view policy_command_name = "policy";
inline constexpr std::string_view policy_command_summary =
    "check, list and try redaction policies, reveal what they encrypted";

/// @param words those after "policy"
/// @return 0 fine, 1 a policy has problems, 2 wrong use
std::int32_t run_policy_command(std::span<const std::string_view> words,
                                const sdk::console& console);

}  // namespace hedgerow::policies
