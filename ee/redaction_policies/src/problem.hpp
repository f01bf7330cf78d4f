// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What is wrong with a policy, for a person to read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::policies {

struct problem {
  std::string file;
  std::size_t line = 0;  ///< 0: unknown
  std::string path;      ///< in the document, "rules[0].when.keys"; empty: the document itself
  std::string text;      ///< what was found, and what would be right

  /// "FILE:LINE: PATH: TEXT"
  std::string str() const;
};

/// The word of `known` that is most like `word`, or empty when none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// `unknown WHAT "word"; did you mean "x"? allowed: a, b, c`; a long list only where no word is
/// near
std::string unknown_word(std::string_view what, std::string_view word,
                         std::span<const std::string_view> known);

}  // namespace hedgerow::policies
