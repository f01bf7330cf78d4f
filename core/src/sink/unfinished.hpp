// SPDX-License-Identifier: MIT
/// @file
/// Finishing what another process was appending to a file when it was killed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gate/gate.hpp"

namespace hedgerow::internal {

/// The text, and the file as it was before the first byte of it.
struct unfinished_text {
  std::string_view text;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t file_size = 0;
  std::string path;
};

struct finish_result {
  bool finished = false;    ///< all of the text is in the file now
  std::uint64_t added = 0;  ///< bytes that were not there yet
  std::string why;          ///< when it is not
};

/// Appends what is missing. How much is there is seen in the file itself, so that a second call
/// adds nothing. A file that was renamed meanwhile (rotated) is found in its folder. What is
/// appended passes the gate once more; that changes nothing of text that has passed it.
/// @param look_only changes nothing; `added` says what would be
finish_result finish(const unfinished_text& t, gate& passage, bool look_only);

}  // namespace hedgerow::internal
