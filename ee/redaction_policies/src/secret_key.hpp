// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A key from a file that nobody but its owner can read.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace hedgerow::policies {

/// 32 secret bytes. Wiped from memory when they go.
class secret_key {
 public:
  static constexpr std::size_t size = 32;

  /// Reads a file of 64 hex digits, with white space around them or not. The file must belong to
  /// the user of this process or to root, and give nothing to its group and to others: of a key
  /// that somebody else may have read or put there, nothing can be said.
  /// @return null, and `why` says what was found and what to do
  static std::shared_ptr<const secret_key> read(const std::string& file, std::string& why);

  secret_key(const secret_key&) = delete;
  secret_key& operator=(const secret_key&) = delete;
  ~secret_key();

  std::span<const unsigned char, size> bytes() const noexcept { return bytes_; }

 private:
  secret_key() = default;
  std::array<unsigned char, size> bytes_{};
};

}  // namespace hedgerow::policies
