// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "sealed_value.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace hedgerow::policies {

namespace {

using bytes = std::vector<unsigned char>;

constexpr int base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr unsigned char randomised = 1, synthetic = 2;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonce_size == crypto_stream_xchacha20_NONCEBYTES);

const unsigned char* data_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// What is authenticated beside the value.
std::string header_of(const policy_key& key, unsigned char how) {
  return "hedgerow.enc" + std::string(1, char(how)) + key.id();
}

std::array<unsigned char, nonce_size> synthetic_iv(const policy_key& key,
                                                   std::span<const unsigned char> value) {
  const auto header = header_of(key, synthetic);
  const auto mac_key = key.bytes_for(key_use::siv_mac);
  const auto header_size = static_cast<unsigned char>(header.size());  // parts it from the value
  std::array<unsigned char, nonce_size> iv;
  crypto_generichash_state state;
  crypto_generichash_init(&state, mac_key.data(), mac_key.size(), iv.size());
  crypto_generichash_update(&state, &header_size, 1);
  crypto_generichash_update(&state, data_of(header), header.size());
  crypto_generichash_update(&state, value.data(), value.size());
  crypto_generichash_final(&state, iv.data(), iv.size());
  sodium_memzero(&state, sizeof state);
  return iv;
}

bytes seal_randomised(const policy_key& key, std::string_view value) {
  bytes sealed(1 + nonce_size + value.size() + tag_size);
  sealed[0] = randomised;
  unsigned char* const nonce = sealed.data() + 1;
  randombytes_buf(nonce, nonce_size);
  const auto header = header_of(key, randomised);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      nonce + nonce_size, nullptr, data_of(value), value.size(), data_of(header), header.size(),
      nullptr, nonce, key.bytes_for(key_use::random_encryption).data());
  return sealed;
}

bytes seal_deterministic(const policy_key& key, std::string_view value) {
  bytes sealed(1 + nonce_size + value.size());
  sealed[0] = synthetic;
  const auto iv = synthetic_iv(key, {data_of(value), value.size()});
  std::copy(iv.begin(), iv.end(), sealed.begin() + 1);
  crypto_stream_xchacha20_xor(sealed.data() + 1 + nonce_size, data_of(value), value.size(),
                              iv.data(), key.bytes_for(key_use::siv_stream).data());
  return sealed;
}

std::optional<bytes> open_randomised(const policy_key& key, std::span<const unsigned char> sealed) {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const auto header = header_of(key, randomised);
  bytes value(sealed.size() - nonce_size - tag_size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          value.data(), nullptr, nullptr, sealed.data() + nonce_size, sealed.size() - nonce_size,
          data_of(header), header.size(), sealed.data(),
          key.bytes_for(key_use::random_encryption).data()) != 0)
    return std::nullopt;
  return value;
}

std::optional<bytes> open_deterministic(const policy_key& key,
                                        std::span<const unsigned char> sealed) {
  if (sealed.size() < nonce_size) return std::nullopt;
  bytes value(sealed.size() - nonce_size);
  crypto_stream_xchacha20_xor(value.data(), sealed.data() + nonce_size, value.size(), sealed.data(),
                              key.bytes_for(key_use::siv_stream).data());
  const auto iv = synthetic_iv(key, value);
  if (sodium_memcmp(iv.data(), sealed.data(), nonce_size) == 0) return value;
  sodium_memzero(value.data(), value.size());
  return std::nullopt;
}

}  // namespace

void append_sealed(const policy_key& key, sealing how, std::string_view value, std::string& out) {
  const auto sealed =
      how == sealing::random ? seal_randomised(key, value) : seal_deterministic(key, value);
  out.append("[enc:").append(key.id()) += ':';
  const auto room = sodium_base64_ENCODED_LEN(sealed.size(), base64url);  // and a zero byte
  const auto begin = out.size();
  out.resize(begin + room);
  sodium_bin2base64(out.data() + begin, room, sealed.data(), sealed.size(), base64url);
  out.back() = ']';
}

std::optional<std::string> opened(const policy_key& key, std::string_view base64) {
  bytes sealed(base64.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(sealed.data(), sealed.size(), base64.data(), base64.size(), nullptr, &size,
                        nullptr, base64url) != 0 ||
      size == 0)
    return std::nullopt;
  const auto rest = std::span(sealed).subspan(1, size - 1);
  std::optional<bytes> value;
  if (sealed[0] == randomised) value = open_randomised(key, rest);
  if (sealed[0] == synthetic) value = open_deterministic(key, rest);
  if (!value) return std::nullopt;
  return std::string(value->begin(), value->end());
}

}  // namespace hedgerow::policies
