// SPDX-License-Identifier: MIT
/// @file
/// Values on the line after their key, as people and forms write them: "Password:\ntulip-22\n".
#pragma once

#include "gate/detect/pair_value.hpp"

namespace hedgerow::internal {

/// The value below a key that begins at `key` and whose operator's value would begin at `from`:
/// where the key is alone on its line, and the next line is one token that nobody writes in prose,
/// in code, or as the next key. Empty when there is none. Looks over a bounded window.
text_range value_below(std::string_view text, std::size_t key, std::size_t from) noexcept;

}  // namespace hedgerow::internal
