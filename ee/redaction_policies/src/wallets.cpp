// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <algorithm>
#include <array>
#include <cstdint>

#include <sodium.h>

#include "characters.hpp"
#include "checksums.hpp"

namespace hedgerow::policies {

bool base58check(std::string_view value) noexcept {
  static constexpr auto values = [] {
    constexpr std::string_view alphabet =
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    std::array<std::int8_t, 256> made{};
    made.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
      made[static_cast<unsigned char>(alphabet[i])] = std::int8_t(i);
    return made;
  }();
  if (value.size() < 26 || value.size() > 36) return false;
  std::array<unsigned char, 25> bytes{};  // version, 20 bytes of hash, 4 of checksum
  for (const char c : value) {
    const auto digit_value = values[static_cast<unsigned char>(c)];
    if (digit_value < 0) return false;
    unsigned carry = unsigned(digit_value);
    for (auto i = bytes.size(); i-- > 0;) {
      carry += 58u * bytes[i];
      bytes[i] = static_cast<unsigned char>(carry & 0xff);
      carry >>= 8;
    }
    if (carry != 0) return false;
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), bytes.data(), 21);
  crypto_hash_sha256(hash.data(), hash.data(), hash.size());
  for (std::size_t i = 0; i < 4; ++i)
    if (hash[i] != bytes[21 + i]) return false;
  return true;
}

bool bech32(std::string_view value) noexcept {
  static constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  static constexpr std::uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                 0x2a1462b3};
  if (std::any_of(value.begin(), value.end(), [](char c) { return is(c, lower); }) &&
      std::any_of(value.begin(), value.end(), [](char c) { return is(c, upper); }))
    return false;  // in one case only, says BIP 173
  const auto separator = value.rfind('1');
  if (separator == std::string_view::npos || separator < 1 || value.size() > 90 ||
      value.size() - separator < 7)
    return false;
  std::uint32_t sum = 1;
  const auto feed = [&](std::uint32_t v) {
    const auto top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ v;
    for (unsigned i = 0; i < 5; ++i)
      if ((top >> i) & 1) sum ^= generator[i];
  };
  for (std::size_t i = 0; i < separator; ++i)
    feed(std::uint32_t(lowered(value[i])) >> 5);
  feed(0);
  for (std::size_t i = 0; i < separator; ++i)
    feed(std::uint32_t(lowered(value[i])) & 31);
  for (std::size_t i = separator + 1; i < value.size(); ++i) {
    const auto v = alphabet.find(lowered(value[i]));
    if (v == std::string_view::npos) return false;
    feed(std::uint32_t(v));
  }
  return sum == 1 || sum == 0x2bc830a3;  // bech32, bech32m
}

}  // namespace hedgerow::policies
