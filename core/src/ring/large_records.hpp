// SPDX-License-Identifier: MIT
/// @file
/// Records that are too large for a ring: written beside it, published through a short record in
/// it.
#pragma once

#include <cstddef>

#include "ring/ring.hpp"

namespace hedgerow::internal {

/// Room for a record beside the ring. Its place is noted behind the record's head in the ring.
/// Where the oldest were to be dropped it waits: they may be in any ring.
detail::reserved reserve_large(detail::ring_writer& w, std::size_t size, when_full policy) noexcept;
/// The record that the thread has written into its own ring or, a large one, beside it.
const record& written(const detail::ring_writer& w) noexcept;
/// Publishes a record that lies in the ring.
void publish(detail::ring_writer& w, std::size_t size) noexcept;
/// Publishes the record in `w.large`, where there is one, through a short record.
void publish_any(detail::ring_writer& w, std::size_t size) noexcept;
/// Gives up the record that the thread has written, unpublished.
void forget_written(detail::ring_writer& w) noexcept;

}  // namespace hedgerow::internal
