// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// From context words to the value they speak of.
#pragma once

#include <cstddef>
#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

/// What stands between the context words and the place where the value may begin.
struct bridge {
  std::size_t value = 0;   ///< where a value directly after the words begins; npos: nothing does
  bool separator = false;  ///< "=", ":" or the end of a tag was crossed
  bool pair = false;       ///< crossed into the next argument of a call or list: `"x", "`
};

/// @param words_end the end of the context words in the text
bridge cross(std::string_view text, std::size_t words_end) noexcept;

/// Whether the rest of a field's key after its context words says nothing else: "number", "no", ...
bool key_ends(std::string_view key, std::size_t words_end) noexcept;

/// Whether the word at `begin` is the tail of a name that speaks of something else, as
/// "foreign" does in foreign_key.
bool is_harmless_name(std::string_view text, std::size_t begin) noexcept;

/// Whether the name goes on with "id" or "number": key_id names a key, and is none.
bool is_identifier_of(std::string_view text, std::size_t words_end) noexcept;

/// Whether the words stand in the first argument of a call: `set("api-token", ...`.
bool is_first_argument(std::string_view text, std::size_t words_begin) noexcept;

/// What is known of a text from looking for values of one rule: so each place of it is looked at
/// once for each rule, however dense its words are.
struct nearby_memory {
  std::size_t from = 0;
  std::size_t until = 0;                ///< no value begins at a place from `from` on before that
  std::size_t known = std::size_t(-1);  ///< where the value that was found last begins
};

/// The first value within reach of the words that passes the rule's shape and check; nothing when
/// it was found already.
extent find_nearby(const context_row& rule, std::string_view text, std::size_t from,
                   nearby_memory& memory) noexcept;

/// A word with digits before the words that may speak of it: "X is my passport number", "X es mi
/// pasaporte".
struct earlier_word {
  extent place;
  bool verb = false;  ///< "is" or another of its kind stands between
};
earlier_word look_back(std::string_view text, std::size_t words_begin) noexcept;

/// That word, when it is a value by the rule's shape and check.
extent find_before(const context_row& rule, std::string_view text,
                   const earlier_word& earlier) noexcept;

/// After a value: where the next item of the same list begins ("A and B", "A, B"), or npos.
std::size_t next_item(std::string_view text, std::size_t value_end) noexcept;

/// Whether a mark of an earlier redaction begins here: "[redacted:...]", "[withheld]", "hmac:...",
/// "***".
bool is_mark(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
