// SPDX-License-Identifier: MIT
/// @file
/// From the members of a line to an event: which of them are its time, level, logger and name.
#pragma once

#include <span>
#include <string_view>

#include "event/arena.hpp"
#include "event/raw_event.hpp"

namespace hedgerow::internal {

/// Whether a key is one of those that an event's own parts are taken from.
bool is_known_key(std::string_view key) noexcept;

/// What came in as an event. `members` have each key once.
struct read_event {
  raw_event event;
  bool level_known = false;
};

read_event event_from(std::span<const field> members, arena& memory);

}  // namespace hedgerow::internal
