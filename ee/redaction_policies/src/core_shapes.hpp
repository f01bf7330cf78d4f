// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What the host's own rules find as well, here as detectors, so that a policy may choose another
/// action for it: keep the last four digits of a card, or put a keyed hash for an e-mail address.
#pragma once

#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

/// Issuer prefix, length and Luhn; in one piece or in groups.
extent payment_card(std::string_view text, std::size_t place) noexcept;
/// Length of the country and mod 97.
extent iban(std::string_view text, std::size_t place) noexcept;
/// 123-45-6789, by the area rules.
extent us_ssn(std::string_view text, std::size_t place) noexcept;
/// Tried at the "@".
extent email(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
