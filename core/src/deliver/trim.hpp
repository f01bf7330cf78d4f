// SPDX-License-Identifier: MIT
/// @file
/// Makes an event smaller until it fits, from what is missed least to what is missed most: long
/// texts of properties, outer frames, the largest properties, texts of exceptions, causes.
#pragma once

#include <cstddef>

#include "deliver/json_value.hpp"

namespace hedgerow::internal {

/// Trims `event` (of make_payload) to at most `limit` bytes of text and names what it did in the
/// property hedgerow_trimmed. An event that fits stays as it is.
/// @return false when it does not fit even so
bool trim_event(json& event, std::size_t limit);

}  // namespace hedgerow::internal
