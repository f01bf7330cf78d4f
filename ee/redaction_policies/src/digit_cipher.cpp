// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "digit_cipher.hpp"

#include "characters.hpp"
#include "ff1.hpp"

namespace hedgerow::policies {

namespace {

/// What is added to the check digit of a card, modulo ten.
constexpr unsigned shift = 5;

/// The digit that Luhn wants behind these.
unsigned luhn_digit(const ff1::numerals& digits) noexcept {
  unsigned sum = 0;
  bool doubled = true;
  for (auto i = digits.size(); i-- > 0; doubled = !doubled) {
    const unsigned value = digits[i] * (doubled ? 2u : 1u);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - sum % 10) % 10;
}

template <class Change>
std::optional<std::string> with_digits(std::string_view value, bool luhn, unsigned added_before,
                                       unsigned added_after, const ff1& cipher, std::string& why,
                                       const Change& change) {
  ff1::numerals digits;
  for (const char c : value)
    if (is(c, digit)) digits.push_back(std::uint8_t(c - '0'));
  if (luhn) {
    if (digits.empty()) {
      why = cipher.unfit(0);
      return std::nullopt;
    }
    const unsigned last = digits.back();
    digits.pop_back();
    if (last != (luhn_digit(digits) + added_before) % 10) {
      why = "its last digit is not the check digit that it should be";
      return std::nullopt;
    }
  }
  why = cipher.unfit(digits.size());
  if (!why.empty()) return std::nullopt;
  digits = change(std::move(digits));
  if (luhn) digits.push_back(std::uint8_t((luhn_digit(digits) + added_after) % 10));
  std::string out(value);
  std::size_t next = 0;
  for (char& c : out)
    if (is(c, digit)) c = char('0' + digits[next++]);
  return out;
}

std::span<const unsigned char> bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

}  // namespace

std::optional<std::string> digit_cipher::encrypted(const policy_key& key, std::string_view value,
                                                   std::string& why) const {
  const ff1 cipher(key.bytes_for(key_use::digits), 10);
  return with_digits(value, luhn, 0, shift, cipher, why, [&](ff1::numerals digits) {
    return cipher.encrypt(std::move(digits), bytes_of(tweak));
  });
}

std::optional<std::string> digit_cipher::decrypted(const policy_key& key, std::string_view value,
                                                   std::string& why) const {
  const ff1 cipher(key.bytes_for(key_use::digits), 10);
  return with_digits(value, luhn, shift, 0, cipher, why, [&](ff1::numerals digits) {
    return cipher.decrypt(std::move(digits), bytes_of(tweak));
  });
}

}  // namespace hedgerow::policies
