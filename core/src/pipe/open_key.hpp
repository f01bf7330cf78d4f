// SPDX-License-Identifier: MIT
/// @file
/// Private keys that go over several lines: the gate sees one line at a time, and a line from the
/// middle of a key is base64 like any other.
#pragma once

#include <cstddef>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

/// Remembers whether a PEM private key has begun and not ended. Not thread-safe.
class open_key {
 public:
  /// What may be passed to the gate of the next line or event name: `text`, or in `memory` the same
  /// with a mark for the part that belongs to a key. A line of another program that comes between
  /// the lines of a key is redacted too when it is `plain_text`; an event's name only when it looks
  /// like a part of a key.
  std::string_view filter(std::string_view text, bool plain_text, arena& memory);

 private:
  // More than twice the PEM text of an RSA key of 16,384 bits. A BEGIN whose END never comes must
  // not hide the rest of a log.
  static constexpr std::size_t longest_key = 32 * 1024;

  bool open_ = false;
  std::size_t hidden_ = 0;
};

}  // namespace hedgerow::internal
