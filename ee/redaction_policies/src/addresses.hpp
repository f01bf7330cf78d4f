// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Network addresses, phone numbers and other values that are known by their shape alone.
#pragma once

#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

extent ipv4_address(std::string_view text, std::size_t place) noexcept;
/// All spellings of RFC 4291, also with an IPv4 address at the end. The loopback "::1" is nobody's.
extent ipv6_address(std::string_view text, std::size_t place) noexcept;
/// aa:bb:cc:dd:ee:ff, aa-bb-..., aabb.ccdd.eeff; not the broadcast address.
extent mac_address(std::string_view text, std::size_t place) noexcept;

/// "+49 30 901820", "(312) 515-2239", "312-515-2239", "001-518-640-0854".
extent phone_number(std::string_view text, std::size_t place) noexcept;
/// A number in groups, as phones are written; only with words about phones around.
extent phone_digits(std::string_view text, std::size_t place) noexcept;
/// As phone_number; or as phone_digits, followed by "office", "fax", "mobile" ...
extent phone_in_text(std::string_view text, std::size_t place) noexcept;

/// A base58check or bech32 address or 0x and 40 hex digits.
extent wallet_address(std::string_view text, std::size_t place) noexcept;
/// Also what has no checksum of its own, only where words say that it is an address.
extent wallet_text(std::string_view text, std::size_t place) noexcept;

/// Card data from a magnetic stripe, track 1 or 2.
extent track_data(std::string_view text, std::size_t place) noexcept;
/// crypt(3) and its kin: $1$, $2b$, $5$, $6$, $y$, $argon2id$, {SSHA}, Kerberos tickets.
extent password_hash(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
