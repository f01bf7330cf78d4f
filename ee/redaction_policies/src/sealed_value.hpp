// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Values that can be revealed again by who has the key: "[enc:<key id>:<base64url>]".
///
/// The bytes behind the base64 begin with one that says how they were made:
///   1  randomised: a nonce of 24 random bytes, then XChaCha20-Poly1305 (IETF). Two ciphertexts of
///      one value have nothing in common.
///   2  deterministic: the same value gives the same text, so that it can be counted and joined. A
///      synthetic IV in the construction of Rogaway and Shrimpton ("A Provable-Security Treatment
///      of the Key-Wrap Problem", EUROCRYPT 2006): a pseudo-random function over header and
///      plaintext (keyed BLAKE2b, 24 bytes) is the nonce of a stream cipher (XChaCha20) and the
///      proof that nothing was changed.
/// The key id and that byte are authenticated. The length of a value can be seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy_key.hpp"

namespace hedgerow::policies {

enum class sealing { random, deterministic };

/// Appends the mark. libsodium must have been set up.
void append_sealed(const policy_key& key, sealing how, std::string_view value, std::string& out);

/// The value, or nothing when it was made under another key or has been changed.
std::optional<std::string> opened(const policy_key& key, std::string_view base64);

}  // namespace hedgerow::policies
