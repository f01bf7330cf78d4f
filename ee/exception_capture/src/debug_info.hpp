// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Functions, inlined calls and lines by address, from a file's DWARF through elfutils' libdw.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include <elfutils/libdw.h>

#include "source_frame.hpp"

namespace hedgerow::exception_capture {

class debug_info {
 public:
  /// Null when the file has no DWARF. `elf` must live as long.
  static std::unique_ptr<debug_info> open(Elf* elf);
  ~debug_info() { dwarf_end(dwarf_); }
  debug_info(const debug_info&) = delete;
  debug_info& operator=(const debug_info&) = delete;

  /// The function at `address`, then what is inlined there, outermost first; empty when no unit
  /// covers it.
  std::vector<source_frame> frames_at(std::uint64_t address);

 private:
  /// Code [begin, end) that `entry` describes.
  struct range {
    std::uint64_t begin;
    std::uint64_t end;
    Dwarf_Die entry;
  };
  using ranges = std::vector<range>;

  explicit debug_info(Dwarf* dwarf);
  static void add_ranges(Dwarf_Die* entry, ranges& to);
  static void add_functions(Dwarf_Die* parent, ranges& to);
  static void sort(ranges& r);
  static Dwarf_Die* find(ranges& r, std::uint64_t address);
  Dwarf_Die* function_at(Dwarf_Die* unit, std::uint64_t address);

  Dwarf* dwarf_;
  ranges units_;
  std::unordered_map<Dwarf_Off, ranges> functions_;  ///< of the units that were asked about
};

}  // namespace hedgerow::exception_capture
