// SPDX-License-Identifier: MIT
/// @file
/// The flight recorder: what the process has logged and not yet written outlives a kill, in shared
/// memory (ring/segment.hpp). This is its beginning and its end; engine/recovery.hpp is what
/// happens after a kill.
#pragma once

#include "engine/config.hpp"

namespace hedgerow::internal {

/// The name under which the process is recovered: the configured one, or that of the program.
std::string recorded_service(const config& settings);

/// Makes the process's segment, where it is wanted and there is none. Without one, a line of the
/// self-log says why, and everything else is as ever.
void start_recorder(const config& settings) noexcept;
/// Adds what takes time to allocate. [backend]
void add_recorder_memory() noexcept;
/// All is written: nothing is left behind.
void end_recorder() noexcept;
/// In a forked child: nothing refers to the parent's segment any more. [the only thread]
void leave_recorder_to_parent() noexcept;

}  // namespace hedgerow::internal
