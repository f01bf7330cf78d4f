// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Values made less exact: a date becomes its year, an address its network.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hedgerow::policies {

struct generalisation {
  bool keep_month = false;  ///< of a date that says which number is the month: "1985-07"
  unsigned ipv4_bits = 24;  ///< what stays of an address: "203.0.113.0/24"
  unsigned ipv6_bits = 48;

  /// The less exact form; `value` itself when it is one already; nothing when it is neither a date
  /// with a year of four digits nor an address.
  std::optional<std::string> of(std::string_view value) const;
};

/// Where the network prefix that stands behind an address ends ("/24"), or `place`.
std::size_t prefix_end(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
