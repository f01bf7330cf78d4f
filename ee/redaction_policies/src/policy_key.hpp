// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The keys of a policy, and which of them is used when.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sodium.h>

#include "secret_key.hpp"

namespace hedgerow::policies {

/// What a key is used for; pseudonyms take the key of the file itself.
enum class key_use : std::uint64_t {
  random_encryption = 1,
  siv_mac = 2,
  siv_stream = 3,
  digits = 4
};

/// A key with its id. Each use has a key of its own, made from the one in the file, so that no use
/// says anything about another. Wiped from memory when it goes; used from any thread.
class policy_key {
 public:
  policy_key(std::string id, const secret_key& key);
  policy_key(const policy_key&) = delete;
  policy_key& operator=(const policy_key&) = delete;
  ~policy_key();

  const std::string& id() const noexcept { return id_; }
  std::span<const unsigned char, secret_key::size> bytes_for(key_use use) const noexcept {
    return made_[static_cast<std::size_t>(use) - 1];
  }

  /// HMAC-SHA-256 of `value` under the key of the file, its first 16 hex digits:
  /// "[hmac:<id>:<digits>]". The same value gives the same text under the same key, and tells
  /// nothing to who does not have it.
  void append_pseudonym(std::string_view value, std::string& out) const;

 private:
  std::string id_;
  crypto_auth_hmacsha256_state hmac_;  ///< with the key in it
  static constexpr std::size_t uses = 4;
  std::array<std::array<unsigned char, secret_key::size>, uses> made_;  ///< by key_use
};

/// The keys of one action. Rotation: of several keys the one with the latest day that has come is
/// used, so that a new key can be brought out before its day and all services change over together.
class key_choice {
 public:
  using clock = std::chrono::system_clock;
  /// @param from 00:00 UTC of the first day of its use
  void add(std::shared_ptr<const policy_key> key, clock::time_point from);
  bool empty() const noexcept { return entries_.empty(); }
  /// Before the first day of all, the first one.
  const policy_key& at(clock::time_point now) const noexcept;
  /// As at(), now.
  const policy_key& current() const noexcept;

 private:
  struct entry {
    clock::time_point from;
    std::shared_ptr<const policy_key> key;
  };
  std::vector<entry> entries_;  ///< by day
};

}  // namespace hedgerow::policies
