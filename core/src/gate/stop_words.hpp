// SPDX-License-Identifier: MIT
/// @file
/// Values that tell nothing: states, placeholders, and words that go on in prose where a value
/// would stand ("password: must not be blank").
#pragma once

#include <string_view>

namespace hedgerow::internal {

/// "required", "invalid", "null", "must", ... in any case.
bool is_stop_word(std::string_view value) noexcept;

/// What somebody hid already, or that stands for a value to come: "***", "[REDACTED]", "${TOKEN}",
/// "{{ password }}", "%s", "<password>".
bool is_placeholder(std::string_view value) noexcept;

/// The length of what `text` begins with, when that looks like somebody's own note in place of a
/// value: "[redacted by ops]", "(hidden: 12 bytes)"; 0: it does not. It may yet be more than a
/// note.
std::size_t hiding_note_length(std::string_view text) noexcept;

}  // namespace hedgerow::internal
