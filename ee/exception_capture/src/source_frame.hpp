// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// One logical frame, as symbols tell it. Numbers are 0 and text is empty where nothing is known.
#pragma once

#include <cstdint>
#include <string>

namespace hedgerow::exception_capture {

struct source_frame {
  std::string function;  ///< demangled
  /// The function's name is its whole one, with namespaces and parameters.
  bool qualified = false;
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint64_t symbol_address = 0;  ///< where the function begins, as the file counts addresses
};

}  // namespace hedgerow::exception_capture
