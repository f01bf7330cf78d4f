// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_key.hpp"

#include <algorithm>

namespace hedgerow::policies {

policy_key::policy_key(std::string id, const secret_key& key) : id_(std::move(id)) {
  crypto_auth_hmacsha256_init(&hmac_, key.bytes().data(), key.bytes().size());
  // BLAKE2b, keyed, with the number of the use (crypto_kdf of libsodium).
  static_assert(crypto_kdf_KEYBYTES == secret_key::size);
  for (std::size_t i = 0; i < uses; ++i)
    crypto_kdf_derive_from_key(made_[i].data(), made_[i].size(), i + 1, "hedgerow",
                               key.bytes().data());
}

policy_key::~policy_key() {
  sodium_memzero(&hmac_, sizeof hmac_);
  sodium_memzero(&made_, sizeof made_);
}

void policy_key::append_pseudonym(std::string_view value, std::string& out) const {
  constexpr std::size_t shown = 8;  // bytes: two digits each
  auto state = hmac_;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code;
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(value.data()),
                                value.size());
  crypto_auth_hmacsha256_final(&state, code.data());
  sodium_memzero(&state, sizeof state);
  std::array<char, 2 * shown + 1> digits;
  sodium_bin2hex(digits.data(), digits.size(), code.data(), shown);
  out.append("[hmac:").append(id_).append(":").append(digits.data()) += ']';
}

void key_choice::add(std::shared_ptr<const policy_key> key, clock::time_point from) {
  const auto later = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const entry& one) { return one.from > from; });
  entries_.insert(later, {from, std::move(key)});
}

const policy_key& key_choice::at(clock::time_point now) const noexcept {
  auto chosen = entries_.begin();
  for (auto next = chosen; next != entries_.end() && next->from <= now; ++next)
    chosen = next;
  return *chosen->key;
}

const policy_key& key_choice::current() const noexcept {
  return entries_.size() == 1 ? *entries_.front().key : at(clock::now());
}

}  // namespace hedgerow::policies
