// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Encrypts the digits of a value by FF1 and leaves all else where it is: "+49 30 5550123" becomes
/// another text of that form.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy_key.hpp"

namespace hedgerow::policies {

struct digit_cipher {
  std::string tweak;  ///< keeps what is encrypted here apart from other uses of the key
  /// The value ends in a check digit by Luhn, as card numbers do. What comes out ends in one that
  /// is wrong, so that nobody takes it for a card, this policy and the host least of all.
  bool luhn = false;

  /// @return nothing, and `why` says why, when the value has too few digits, too many, or not the
  ///         check digit that it should have
  std::optional<std::string> encrypted(const policy_key& key, std::string_view value,
                                       std::string& why) const;
  std::optional<std::string> decrypted(const policy_key& key, std::string_view value,
                                       std::string& why) const;
};

/// The least number of digits that can be encrypted.
inline constexpr std::size_t fewest_digits = 6;

}  // namespace hedgerow::policies
