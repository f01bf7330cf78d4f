// SPDX-License-Identifier: MIT
/// @file
/// Bound, ambient and call fields made one: keys unique, nothing in the way of the event's own.
#pragma once

#include <span>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// The fields of an event. An equal key counts once: the call's value goes before the bound one,
/// and that before the ambient one; within one of the three the last counts. Order: bound, ambient,
/// call, an overlaid key where it was first. A field named timestamp, level, logger or event gets
/// trailing underscores until its key is its own. Linear in the number of fields.
/// @return views into what was given and into `memory`
std::span<const field> merge_fields(std::span<const field> bound, std::span<const field> ambient,
                                    std::span<const field> call, arena& memory);

}  // namespace hedgerow::internal
