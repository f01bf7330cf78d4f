// SPDX-License-Identifier: MIT
/// @file
/// What a key says at run time: the denylist's verdict, and for keys that the denylist lets pass,
/// whether the value under it is worth a second look.
#pragma once

#include <cstdint>
#include <string_view>

#include <hedgerow/key_rules.hpp>

#include "event/value.hpp"

namespace hedgerow::internal {

/// Keys that hold secrets often, but not always: the value decides.
enum class suspicion : std::uint8_t {
  none,
  password,    ///< "pass", "pwd": a password, unless it looks like a path, a count or a word
  credential,  ///< "key", "auth", "sig": a credential, if it looks random
  account,     ///< BUNDLE_GEMS__EXAMPLE__COM, of Bundler: a user and a password, if it has a colon
  encoded,     ///< "body_base64": to be decoded and looked into
};

/// What a key means for its neighbours.
enum class key_part : std::uint8_t {
  none,
  name,    ///< "name", "key", "header": its value is the name of the value beside it
  value,   ///< "value": what is named beside it
  word,    ///< "key", "code", "pass": in a text, the word before it says what kind
  number,  ///< digits alone: "08" of "08:15"
  p,       ///< "p": a password, where "u" is a user
  type,    ///< "string": in a declaration, the name stands before it
};

struct key_judgement {
  key_verdict verdict{};
  suspicion suspect = suspicion::none;
  key_part part = key_part::none;
  bool plain = false;  ///< the key itself has no room for a secret
};

/// As classify_key(), and more; remembers the last keys of each thread, so that keys that come
/// again cost a hash and a comparison. Never allocates.
key_judgement judge_key(std::string_view key) noexcept;
/// The same of a field's key, of which somebody may have asked the denylist already.
inline key_judgement judge_key(const field& f) noexcept {
  key_judgement judged = judge_key(f.key);
  if (f.key_known) judged.verdict = f.verdict;
  return judged;
}

/// Whether a value under a suspect key is to go.
bool confirms(suspicion why, std::string_view value) noexcept;

/// Long enough, without spaces, letters and digits mixed, and no UUID: nobody writes such words.
bool looks_random(std::string_view value) noexcept;

}  // namespace hedgerow::internal
