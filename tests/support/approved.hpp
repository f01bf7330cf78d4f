// SPDX-License-Identifier: MIT
/// @file
/// Comparing a text with the one that somebody approved.
#pragma once

#include <string>
#include <string_view>

namespace hedgerow::test {

/// Compares `text` with tests/snapshot/approved/<name>.txt. Where they differ, or nothing is
/// approved yet, the text is kept as <name>.received.txt beside it; scripts/approve makes it the
/// approved one.
/// @return empty when they are equal, else the lines that differ and what to do
std::string difference_from_approved(std::string_view name, std::string_view text);

}  // namespace hedgerow::test
