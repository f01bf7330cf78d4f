// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What is put in place of a value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "digit_cipher.hpp"
#include "generalise.hpp"
#include "policy_key.hpp"
#include "sealed_value.hpp"

namespace hedgerow::policies {

struct action {
  enum class kind { remove, mask, replace, hash, encrypt, encrypt_digits, generalise, keep, drop };
  kind what = kind::remove;
  std::size_t keep_first = 0;  ///< mask: characters that stay
  std::size_t keep_last = 0;
  std::string text;                      ///< replace
  key_choice keys;                       ///< hash, encrypt, encrypt_digits
  sealing how = sealing::deterministic;  ///< encrypt
  digit_cipher digits;                   ///< encrypt_digits
  generalisation general;                ///< generalise

  /// Appends what stands for `value`. A mask that would keep all of it keeps nothing; what cannot
  /// be encrypted or generalised is removed.
  /// @return what was done
  kind apply(std::string_view rule_name, std::string_view value, std::string& out) const;

  /// Whether what stands there then still has the look of a value, and is not to be judged again.
  bool looks_alike() const noexcept {
    return what == kind::encrypt_digits || what == kind::generalise || what == kind::keep;
  }
};

std::string_view name_of(action::kind what) noexcept;

}  // namespace hedgerow::policies
