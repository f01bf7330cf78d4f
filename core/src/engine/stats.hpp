// SPDX-License-Identifier: MIT
/// @file
/// The counts of all rooms, gathered.
#pragma once

#include <hedgerow/stats.hpp>

#include "engine/backend.hpp"
#include "engine/pipeline.hpp"

namespace hedgerow::internal {

/// `running` may be null. [any thread]
statistics gather_stats(const backend& events, const pipeline* running) noexcept;

}  // namespace hedgerow::internal
