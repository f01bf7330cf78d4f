// SPDX-License-Identifier: MIT
/// @file
/// What stands in a line where a value was: "[redacted:password]", "[withheld]", "[cut:70000
/// bytes]".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

/// The gate could not decide.
inline constexpr std::string_view withheld_mark = "[withheld]";
/// Nested deeper than the gate goes.
inline constexpr std::string_view depth_mark = "[cut:nested too deep]";

inline constexpr std::string_view redacted_opening = "[redacted:";

/// "[redacted:<label>]" in `memory`.
std::string_view redacted_mark(std::string_view label, arena& memory);

/// `kept` + "…[cut:<whole_size> bytes]" in `memory`.
std::string_view cut_mark(std::string_view kept, std::uint64_t whole_size, arena& memory);

/// The first `most` bytes of `text` at most, ending between tokens and code points; with
/// `token_is_half`, what stands after the last border is left out even of a shorter text.
std::string_view keep_whole_tokens(std::string_view text, std::size_t most,
                                   bool token_is_half) noexcept;

/// Whether `text` begins with a mark of this gate, or with what a policy put in place of a value: a
/// pseudonym "[hmac:<key>:<16 digits>]" or a ciphertext "[enc:<key>:<base64url>]" (known_mark.cpp
/// has their grammar). It needs no other. What only looks like a mark is a text as any other.
/// @return the length of the mark; 0: none
std::size_t mark_length(std::string_view text) noexcept;

/// Whether `text` names a kind of secret or a rule, and is none itself: one to six words of 16
/// letters at most, each in one case, or numbers of two digits, with single "_" or "-" between.
bool is_mark_label(std::string_view text) noexcept;

}  // namespace hedgerow::internal
