// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "action.hpp"

#include <fstream>
#include <iterator>

#include <sodium.h>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

bool continues(char c) noexcept {  // a character of UTF-8
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

void mask(std::string_view value, std::size_t keep_first, std::size_t keep_last, std::string& out) {
  std::size_t count = 0;
  for (const char c : value)
    count += !continues(c);
  if (keep_first + keep_last >= count) keep_first = keep_last = 0;
  std::size_t i = 0;
  for (const char c : value) {
    if (!continues(c)) ++i;
    const bool kept = i <= keep_first || i > count - keep_last;
    if (kept)
      out += c;
    else if (!continues(c))
      out += '*';
  }
}

}  // namespace

hash_key::~hash_key() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::shared_ptr<const hash_key> hash_key::read(const std::string& id, const std::string& file,
                                               std::string& why) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    why = "the key file \"" + file + "\" cannot be read; it must hold 64 hex digits";
    return nullptr;
  }
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::string digits;
  bool clean = true;
  for (const char c : text) {
    if (is(c, hex))
      digits += c;
    else
      clean &= c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
  std::shared_ptr<hash_key> key(new hash_key(id));
  std::size_t length = 0;
  if (!clean || sodium_hex2bin(key->bytes_.data(), size, digits.data(), digits.size(), nullptr,
                               &length, nullptr) != 0)
    length = 0;
  const auto found = text.size();
  sodium_memzero(text.data(), text.size());
  sodium_memzero(digits.data(), digits.size());
  if (length == size) return key;
  why = "the key file \"" + file + "\" has " + std::to_string(found) +
        " bytes that are not a key; it must hold 64 hex digits, as `openssl rand -hex 32` prints";
  return nullptr;
}

std::string hash_key::pseudonym(std::string_view value) const {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code;
  crypto_auth_hmacsha256(code.data(), reinterpret_cast<const unsigned char*>(value.data()),
                         value.size(), bytes_.data());
  std::array<char, 17> digits;
  sodium_bin2hex(digits.data(), digits.size(), code.data(), 8);
  return "hmac:" + id_ + ":" + digits.data();
}

void action::apply(std::string_view rule_name, std::string_view value, std::string& out) const {
  switch (what) {
  case kind::mask:
    return mask(value, keep_first, keep_last, out);
  case kind::replace:
    out += text;
    return;
  case kind::hash:
    out += key->pseudonym(value);
    return;
  case kind::remove:
  case kind::drop:
    break;
  }
  out += "[redacted:";
  out += rule_name;
  out += ']';
}

std::string_view name_of(action::kind what) noexcept {
  switch (what) {
  case action::kind::mask:
    return "mask";
  case action::kind::replace:
    return "replace";
  case action::kind::hash:
    return "hash";
  case action::kind::drop:
    return "drop";
  case action::kind::remove:
    break;
  }
  return "remove";
}

}  // namespace hedgerow::policies
