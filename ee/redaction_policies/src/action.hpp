// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What is put in place of a value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "policy_key.hpp"
#include "sealed_value.hpp"

namespace hedgerow::policies {

struct action {
  enum class kind { remove, mask, replace, hash, encrypt, drop };
  kind what = kind::remove;
  std::size_t keep_first = 0;  ///< mask: characters that stay
  std::size_t keep_last = 0;
  std::string text;                      ///< replace
  key_choice keys;                       ///< hash, encrypt
  sealing how = sealing::deterministic;  ///< encrypt

  /// Appends what stands for `value`. A mask that would keep all of it keeps nothing.
  void apply(std::string_view rule_name, std::string_view value, std::string& out) const;
};

std::string_view name_of(action::kind what) noexcept;

}  // namespace hedgerow::policies
