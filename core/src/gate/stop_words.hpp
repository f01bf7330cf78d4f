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

}  // namespace hedgerow::internal
