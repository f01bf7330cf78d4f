// SPDX-License-Identifier: MIT
/// @file
/// The result of a set-up call: nothing, or a sentence that says what is wrong.
#pragma once

#include <string>
#include <utility>

namespace hedgerow {

/// Success, or an error message for a person: where, what was found, what would be right.
class status {
 public:
  status() noexcept = default;
  static status failure(std::string message) {
    status s;
    s.message_ = std::move(message);
    if (s.message_.empty()) s.message_ = "unknown error";
    return s;
  }

  /// True on success.
  explicit operator bool() const noexcept { return message_.empty(); }
  /// Empty on success.
  const std::string& message() const noexcept { return message_; }

 private:
  std::string message_;
};

}  // namespace hedgerow
