// SPDX-License-Identifier: MIT
/// @file
/// The content rules: what is unmistakably secret in any text, whatever key it stands under.
#pragma once

#include <cstdint>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

/// `text` with each secret replaced by a mark; `text` itself when it holds none, and then nothing
/// is allocated. Linear in its length. Redacting the result again changes nothing.
/// @param found is increased by the number of secrets
/// @throws std::bad_alloc
std::string_view redact_text(std::string_view text, arena& memory, std::uint64_t& found);

}  // namespace hedgerow::internal
