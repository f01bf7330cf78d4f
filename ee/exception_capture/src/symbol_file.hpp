// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The symbols of one ELF file: its symbol table, and its DWARF where it has any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "source_frame.hpp"

namespace hedgerow::exception_capture {

class symbol_file {
 public:
  /// Opens the file. One that cannot be read, or whose build id is not `build_id` (hex), has no
  /// symbols: a file that was replaced since it was loaded says nothing about what runs.
  symbol_file(const std::string& path, const std::string& build_id);
  ~symbol_file();
  symbol_file(const symbol_file&) = delete;
  symbol_file& operator=(const symbol_file&) = delete;

  /// The frames at `address` (as the file counts): the function whose code it is, then those
  /// inlined there, outermost first. At least one, which may be blank.
  std::vector<source_frame> frames_at(std::uint64_t address);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow::exception_capture
