// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Function names by address from .symtab, or from .dynsym in a stripped file.
#pragma once

#include <cstdint>
#include <vector>

#include <libelf.h>

#include "source_frame.hpp"

namespace hedgerow::exception_capture {

class symbol_table {
 public:
  symbol_table() = default;
  /// Names point into `elf`, which must live as long.
  explicit symbol_table(Elf* elf);

  /// Fills in the function, and the symbol address if there is none, when a function's symbol
  /// covers `address`.
  void name(std::uint64_t address, source_frame& frame) const;

 private:
  struct symbol {
    std::uint64_t address;
    std::uint64_t size;
    const char* name;
  };
  bool read(Elf* elf, std::uint32_t section_type);

  std::vector<symbol> symbols_;  ///< by address
};

}  // namespace hedgerow::exception_capture
