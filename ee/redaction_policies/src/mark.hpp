// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What stands in a text where a value was. The host knows the same marks and leaves them alone.
#pragma once

#include <cstddef>
#include <string_view>

namespace hedgerow::policies {

/// The end of the mark that begins at `place`, or 0: "[redacted:<name>]", "[withheld]",
/// "[hmac:<key>:<16 digits>]", "[enc:<key>:<base64url>]". Names and bodies must be such as the
/// actions write: what only looks like a mark is a text as any other.
std::size_t mark_end(std::string_view text, std::size_t place) noexcept;

/// Whether a mark may hold `id`: one to four words with single "_" or "-" between, each of at most
/// 12 letters and digits behind them, eight digits at most in all; 24 bytes.
bool is_key_id(std::string_view id) noexcept;

/// For who reveals, and so has the keys: the parts of an "[enc:<key>:<base64url>]"; an empty key
/// when there is none at `place`.
struct ciphertext_mark {
  std::string_view key;
  std::string_view base64;
  std::size_t end = 0;
};
ciphertext_mark find_ciphertext(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
