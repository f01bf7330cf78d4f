// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What is put in place of a value.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hedgerow::policies {

/// A key for pseudonyms. Wiped from memory when it goes.
class hash_key {
 public:
  static constexpr std::size_t size = 32;
  /// Reads a file of 64 hex digits, with white space around them or not.
  /// @return null, and `why` says what was found and what would be right
  static std::shared_ptr<const hash_key> read(const std::string& id, const std::string& file,
                                              std::string& why);
  hash_key(const hash_key&) = delete;
  hash_key& operator=(const hash_key&) = delete;
  ~hash_key();

  /// HMAC-SHA-256 of `value`, its first 16 hex digits: "hmac:<id>:<digits>". The same value gives
  /// the same text under the same key, and tells nothing to who does not have it.
  std::string pseudonym(std::string_view value) const;

 private:
  explicit hash_key(const std::string& id) : id_(id) {}
  std::string id_;
  std::array<unsigned char, size> bytes_{};
};

struct action {
  enum class kind { remove, mask, replace, hash, drop };
  kind what = kind::remove;
  std::size_t keep_first = 0;  ///< mask: characters that stay
  std::size_t keep_last = 0;
  std::string text;  ///< replace
  std::shared_ptr<const hash_key> key;

  /// Appends what stands for `value`. A mask that would keep all of it keeps nothing.
  void apply(std::string_view rule_name, std::string_view value, std::string& out) const;
};

std::string_view name_of(action::kind what) noexcept;

}  // namespace hedgerow::policies
