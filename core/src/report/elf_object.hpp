// SPDX-License-Identifier: MIT
/// @file
/// The loaded ELF object that an address lies in.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace hedgerow::internal {

struct elf_object {
  std::string path;        ///< of the program itself: what /proc/self/exe points to
  std::uint64_t base = 0;  ///< the lowest address of its segments
  std::uint64_t bias = 0;  ///< an address in memory less that in the file
  std::uint64_t size = 0;  ///< up to the end of the highest
  std::string build_id;    ///< hex; empty when it has none
  /// [start, end) of what is mapped of it.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> segments;
};

/// The loaded objects, looked at again when one was loaded or unloaded. Not thread-safe.
class loaded_objects {
 public:
  /// Brings the objects up to date. @return whether they had changed @throws std::bad_alloc
  bool refresh();
  /// As of the last refresh(); null when none covers `address`. Valid until the next refresh().
  const elf_object* at(std::uint64_t address) const noexcept;

 private:
  std::vector<elf_object> objects_;
  std::uint64_t generation_ = 0;
};

}  // namespace hedgerow::internal
