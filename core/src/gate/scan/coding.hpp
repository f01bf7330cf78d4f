// SPDX-License-Identifier: MIT
/// @file
/// Texts that stand in a text in another coding.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

/// The bytes that base64 (either alphabet, padded or not) stands for; empty when it is none.
/// @throws std::bad_alloc
std::string_view decode_base64(std::string_view text, arena& memory);

/// A text taken out of its coding, with the way back.
struct decoded_text {
  std::string_view text;
  /// Where what stands for each byte of `text` begins and ends in the original.
  std::span<const std::uint32_t> begins;
  std::span<const std::uint32_t> ends;
};

/// %XX taken out, up to three times over. The text is empty when there is none.
decoded_text decode_percent(std::string_view text, arena& memory);

/// What a reader sees: full-width letters and digits and those of other scripts as ASCII, JSON's
/// \u00XX as the letter, zero-width characters and terminal colours left out. The text is empty
/// when that changes nothing.
decoded_text fold(std::string_view text, arena& memory);

}  // namespace hedgerow::internal
