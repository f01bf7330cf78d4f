// SPDX-License-Identifier: MIT
/// @file
/// The modules whose literals records refer to (hedgerow/detail/module.hpp).
#pragma once

#include <atomic>
#include <cstdint>

#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

/// Writes the modules of the process into a new segment, and from now on those that come and go.
void record_modules(layout::header& segment) noexcept;
/// The segment is gone, or the parent's.
void forget_recorded_modules() noexcept;

/// How many modules were closed so far: after a change, addresses of literals mean something else.
inline constinit std::atomic<std::uint64_t> modules_closed{0};

/// Around fork().
void lock_modules() noexcept;
void unlock_modules() noexcept;

}  // namespace hedgerow::internal
