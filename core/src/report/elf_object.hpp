// SPDX-License-Identifier: MIT
/// @file
/// The loaded ELF object that an address lies in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hedgerow::internal {

struct elf_object {
  std::string path;        ///< of the program itself: what /proc/self/exe points to
  std::uint64_t base = 0;  ///< the lowest address of its segments
  std::uint64_t size = 0;  ///< up to the end of the highest
  std::string build_id;    ///< hex; empty when it has none
};

/// Nothing when no loaded object covers `address`. @throws std::bad_alloc
std::optional<elf_object> object_at(std::uint64_t address);

}  // namespace hedgerow::internal
