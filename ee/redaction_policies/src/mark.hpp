// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What stands in a text where a value was. The host knows the same marks and leaves them alone.
#pragma once

#include <cstddef>
#include <string_view>

namespace hedgerow::policies {

/// The end of the mark that begins at `place`, or 0: "[redacted:<name>]", "[withheld]",
/// "[hmac:<key>:<16 digits>]", "[enc:<key>:<base64url>]".
std::size_t mark_end(std::string_view text, std::size_t place) noexcept;

/// The parts of an "[enc:<key>:<base64url>]"; an empty key when there is none at `place`.
struct ciphertext_mark {
  std::string_view key;
  std::string_view base64;
  std::size_t end = 0;
};
ciphertext_mark find_ciphertext(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
