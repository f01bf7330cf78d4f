// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace hedgerow::internal {

/// How sure the number alone makes it.
enum class card_likeness { none, with_context, sure };

/// `digits`: 12 to 19 of them, nothing else. Issuer prefix (ISO/IEC 7812), length and Luhn digit.
card_likeness looks_like_card(std::string_view digits) noexcept;

/// Of 12 digits.
inline constexpr std::uint64_t least_card_number = 100'000'000'000;

/// An integer in a field of its own: surer than in a text is needed, for ids are integers too.
bool integer_is_card(std::uint64_t number, std::string_view key) noexcept;

/// Whether a key or label right before a number says that it counts or identifies something else.
bool names_other_number(std::string_view label) noexcept;

}  // namespace hedgerow::internal
