// SPDX-License-Identifier: MIT
/// @file
/// The word for a password in scripts that no key is written in.
#pragma once

#include <cstddef>
#include <string_view>

#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

/// The length of such a word at the end of `text`, or 0.
std::size_t foreign_password_length(std::string_view text) noexcept;

/// Whether the name that ends at `end`, and of which [begin, end) is ASCII, is such a word.
/// @return its length in bytes, or 0
inline std::size_t foreign_password_at(std::string_view text, std::size_t begin,
                                       std::size_t end) noexcept {
  const bool goes_on = static_cast<unsigned char>(before(text, begin)) >= 0x80;
  return goes_on ? foreign_password_length(text.substr(0, end)) : 0;
}

}  // namespace hedgerow::internal
