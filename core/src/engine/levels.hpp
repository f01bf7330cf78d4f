// SPDX-License-Identifier: MIT
/// @file
/// All loggers of the process by name, and the levels in force.
#pragma once

#include "engine/config.hpp"

namespace hedgerow::internal {

/// Sets the threshold of every logger there is, and of those still to come. [any thread]
void apply_levels(const level_rules& rules) noexcept;

/// Makes images of the names of all loggers (context/image.hpp). [any thread]
void image_all_loggers() noexcept;

/// Around fork(), so that the child does not find the table locked by a thread it does not have.
void lock_loggers() noexcept;
void unlock_loggers() noexcept;

}  // namespace hedgerow::internal
