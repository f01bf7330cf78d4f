// SPDX-License-Identifier: MIT
/// @file
/// What is logged before init(): into one ring that all threads share, one thread at a time.
#pragma once

#include <cstddef>
#include <mutex>

#include "ring/ring.hpp"

namespace hedgerow::internal {

/// Held while a thread writes into the shared ring, and while that state of the process ends.
std::mutex& early_turn() noexcept;

/// Whether a writer is that of the shared ring.
bool is_early(const detail::ring_writer& w) noexcept;
/// Before init(): one thread at a time writes into the shared ring. @return whether it is still so,
/// and this thread's turn
bool begin_early() noexcept;
/// Room in the shared ring. The turn that begin_early() gave lasts until the commit.
detail::reserved reserve_early(std::size_t size) noexcept;
void commit_early(detail::ring_writer& w, std::size_t size) noexcept;
/// As publish_any(), for a thread that has a ring of its own from an earlier run.
void move_to_early(detail::ring_writer& w, std::size_t size) noexcept;
/// In a forked child: what the parent had logged is the parent's. [the only thread]
void forget_early_after_fork() noexcept;

}  // namespace hedgerow::internal
