// SPDX-License-Identifier: MIT
/// @file
/// After a kill: what a process had logged goes through the gate to the sinks, as if the process
/// had had the time.
#pragma once

#include <vector>

#include <hedgerow/recover.hpp>

#include "engine/record_processor.hpp"

namespace hedgerow::internal {

/// Recovers what dead processes of the pipeline's service left, and removes what is too much of
/// what others left. Says in the self-log what it did. [the sinks are the caller's]
void recover_at_start(const pipeline& to, record_processor& events) noexcept;

/// Recovers the dead processes of a service, or of all when it is empty, oldest first.
/// @param tries processes whose recovery was begun so often are left alone; 0: none are
std::vector<recovered_process> recover_dead(record_processor& events, const std::string& service,
                                            bool dry_run, std::uint32_t tries);

}  // namespace hedgerow::internal
