// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Letters without their accents and case, so that one spelling of a term stands for all of them:
/// NÚMERO, Número and numero; ΑΦΜ and αφμ; ЕГН and егн.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hedgerow::policies {

/// What one character of a text is when it is folded: up to two bytes of UTF-8.
struct folded_letter {
  std::size_t length = 1;  ///< bytes of the text it stands for
  std::size_t size = 0;    ///< bytes of it; 0: a combining accent
  char bytes[2] = {};
};

/// Folds the character at `place`. Latin, Greek and Cyrillic letters; all else stays byte for byte.
folded_letter fold_letter(std::string_view text, std::size_t place) noexcept;

std::string folded(std::string_view text);

}  // namespace hedgerow::policies
