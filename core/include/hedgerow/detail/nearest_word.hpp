// SPDX-License-Identifier: MIT
/// @file
/// For error messages: the known word that somebody probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <hedgerow/detail/export.hpp>

namespace hedgerow::detail {

/// The known word with the fewest typing slips between it and `word`, letter case aside; empty when
/// none is near (more than a third of the letters differ). Words past 64 bytes are near nothing.
HEDGEROW_API std::string_view nearest_word(std::string_view word,
                                           std::span<const std::string_view> known);

/// `; did you mean "console"?`, or nothing when no known word is near.
HEDGEROW_API std::string did_you_mean(std::string_view word,
                                      std::span<const std::string_view> known);

/// "console, logfmt, json".
HEDGEROW_API std::string list_words(std::span<const std::string_view> words);

}  // namespace hedgerow::detail
