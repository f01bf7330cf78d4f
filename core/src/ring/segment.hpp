// SPDX-License-Identifier: MIT
/// @file
/// The shared memory file of this process: what it logged and has not yet written outlives it
/// there, in memory and never on a disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

inline constexpr std::string_view segment_prefix = "hedgerow-";

/// Makes the file of this process in `folder`, which must be one in memory, and takes the lock that
/// says that it lives. The file belongs to this user alone (0600). There is one at a time; a second
/// call changes nothing.
/// @param max_bytes it does not grow beyond
/// @return false, and `why`, when it cannot be made
bool open_segment(const std::string& folder, std::string_view service, std::uint64_t max_bytes,
                  std::string& why);
/// Null when there is none. [any thread]
layout::header* own_segment() noexcept;
/// The file's name in its folder; empty when there is none.
std::string_view own_segment_name() noexcept;

/// Adds an area to the file. All of it is allocated: touching it cannot fail. It stays mapped until
/// the process ends. `*number` counts the areas of the kind. @return null when there is no segment,
/// or no room [any thread]
std::byte* add_area(layout::area_kind kind, std::size_t size,
                    std::uint32_t* number = nullptr) noexcept;
/// Where in the file a place in an area is.
std::uint64_t segment_offset(const std::byte* in_area) noexcept;
/// Gives the memory of a part of the file back, or takes it anew; zero afterwards. `begin` is an
/// address in an area. [any thread]
void drop_memory(std::byte* begin, std::size_t size) noexcept;
bool restore_memory(std::byte* begin, std::size_t size) noexcept;

/// Removes the file's name: nothing is left to recover. What is mapped stays usable.
void remove_segment() noexcept;
/// In a forked child: the file is the parent's. Unmaps it. [the only thread]
void leave_segment_to_parent() noexcept;

}  // namespace hedgerow::internal
