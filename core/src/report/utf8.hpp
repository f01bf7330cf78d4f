// SPDX-License-Identifier: MIT
/// @file
/// Text of unknown origin made fit for a report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hedgerow::internal {

/// `text` with each maximal ill-formed part replaced by U+FFFD (Unicode 15, section 3.9).
std::string valid_utf8(std::string_view text);

/// The longest start of `text` (valid UTF-8) of at most `limit` bytes that ends between characters.
std::string_view utf8_prefix(std::string_view text, std::size_t limit) noexcept;

/// What stands behind a text that was cut: "…[cut:12000 bytes]"; `whole` is the length it had.
std::string cut_mark_of(std::uint64_t whole);

/// `text` itself, or at most `limit` bytes of it with the mark.
std::string cut_with_mark(std::string_view text, std::size_t limit);

}  // namespace hedgerow::internal
