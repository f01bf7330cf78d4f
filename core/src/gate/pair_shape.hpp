// SPDX-License-Identifier: MIT
/// @file
/// Keys that stand beside their value instead of above it: ["Authorization", "Bearer ..."] in a
/// list of headers, and {"name": "Cookie", "value": "..."}.
#pragma once

#include <optional>
#include <span>

#include "event/value.hpp"

namespace hedgerow::internal {

/// Where a map of the second shape has its value, and what the denylist says of its name.
struct pair_shape {
  std::size_t value_at = static_cast<std::size_t>(-1);
  key_verdict verdict{};
};

/// @return a denied verdict only together with `value_at`
pair_shape named_value(std::span<const field> members) noexcept;

/// What the denylist says of the name in `item`, when it is a list of a denied name and one value.
std::optional<key_verdict> header_pair(const value& item) noexcept;

}  // namespace hedgerow::internal
