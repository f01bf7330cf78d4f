// SPDX-License-Identifier: MIT
/// @file
/// What hedgerow says of itself in the log, as fields.
#pragma once

#include <cstdint>
#include <span>

#include <hedgerow/stats.hpp>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// Of `events_lost`: how many more, and the counts by reason. @throws std::bad_alloc
std::span<const field> loss_fields(std::uint64_t lost, arena& memory);
/// Of `hedgerow_stats`. @throws std::bad_alloc
std::span<const field> stats_fields(const statistics& s, arena& memory);

}  // namespace hedgerow::internal
