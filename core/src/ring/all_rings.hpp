// SPDX-License-Identifier: MIT
/// @file
/// The rings of this process: where their memory comes from, and whose they are. ring.hpp has the
/// rest of what others may ask of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ring/ring.hpp"

namespace hedgerow::internal {

/// Zeroed memory of this process alone, for good; null: there is none.
std::byte* map_plain(std::size_t size) noexcept;
/// A ring in plain memory, which is not among first_ring()'s. Null: there is no memory.
ring* make_plain_ring(std::uint32_t bytes) noexcept;
/// A ring for the calling thread, where there is a segment in it; an unused one first. Null: there
/// is no memory.
ring* acquire_ring(std::uint32_t bytes) noexcept;
/// In a forked child: empties the rings that are its own copies, and forgets those that it shares
/// with the parent. [the only thread]
void keep_plain_rings() noexcept;

}  // namespace hedgerow::internal
