// SPDX-License-Identifier: MIT
#include "gate/detect/registry.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "gate/detect/known_tokens.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view scheme_words[] = {"bearer", "basic"};
constexpr std::string_view json_words[] = {"ey", "ew", "w3"};
constexpr std::string_view pem_words[] = {"begin", "ls0t"};
constexpr std::string_view code_words[] = {"otp", "totp", "code", "passcode", "mfa"};
constexpr std::string_view password_words[] = {"pass", "pw", "secret", "token", "apikey", "key"};
constexpr std::string_view key_words[] = {"pass", "pw",     "secret", "token", "key",
                                          "auth", "cookie", "api",    "set"};
constexpr std::string_view track_words[] = {"b2", "b3", "b4", "b5", "b6"};
constexpr auto token_words = known_token_prefixes();

/// One row for each detector.
constexpr detector table[] = {
    {"key_value", trigger::separator, {}, find_key_value},
    {"url_credentials", trigger::separator, {}, find_url_credentials},
    {"known_token", trigger::word, token_words, find_known_token},
    {"auth_scheme", trigger::word, scheme_words, find_auth_scheme},
    {"jwt", trigger::word, json_words, find_jwt},
    {"private_key", trigger::word, pem_words, find_private_key},
    {"one_time_code", trigger::word, code_words, find_one_time_code},
    {"spoken_password", trigger::word, password_words, find_spoken_password},
    {"listed_pair", trigger::word, key_words, find_listed_pair},
    {"payment_card", trigger::number, {}, find_payment_card},
    {"card_track", trigger::word, track_words, find_card_track},
    {"us_ssn", trigger::number, {}, find_us_ssn},
    {"iban", trigger::account, {}, find_iban},
    {"email", trigger::at_sign, {}, find_email},
    {"option", trigger::dash, {}, find_option},
    {"markup", trigger::angle, {}, find_markup},
};
static_assert(std::size(table) <= 32, "a row is a bit of a 32-bit set");

constexpr char in_upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr word_index make_word_index() {
  word_index out;
  std::uint8_t next = 1;
  for (unsigned c = 0; c < 256; ++c)
    if (chars::word.has(static_cast<char>(c))) out.code_of[c] = next++;
  std::array<std::uint32_t, word_index::codes * word_index::codes> rows{};
  for (std::size_t row = 0; row < std::size(table); ++row)
    for (const std::string_view prefix : table[row].prefixes) {
      const char a = prefix[0];
      const char b = prefix[1];
      rows[out.pair_of(a, b)] |= 1u << row;
      if (!table[row].any_case()) continue;
      rows[out.pair_of(in_upper(a), b)] |= 1u << row;
      rows[out.pair_of(a, in_upper(b))] |= 1u << row;
      rows[out.pair_of(in_upper(a), in_upper(b))] |= 1u << row;
    }
  std::uint8_t known = 1;
  for (std::size_t pair = 0; pair < rows.size(); ++pair) {
    std::uint8_t set = 0;
    while (set < known && out.sets[set] != rows[pair])
      ++set;
    if (set == known) out.sets[known++] = rows[pair];
    out.set_of[pair] = set;
  }
  return out;
}

constexpr trigger_index make_trigger_index() {
  trigger_index out;
  for (const detector& d : table) {
    if (d.on == trigger::word) continue;
    const auto i = static_cast<std::size_t>(d.on);
    out.looks[i][out.count[i]++] = d.look;
  }
  return out;
}

}  // namespace

constinit const trigger_index detectors_by_trigger = make_trigger_index();
constinit const word_index detectors_by_word = make_word_index();

std::span<const detector> all_detectors() noexcept {
  return table;
}

void look_at_word(examination& e, std::size_t at) {
  const std::string_view text = e.text();
  const char second = at + 1 < text.size() ? text[at + 1] : '\0';
  const word_index& words = detectors_by_word;
  std::uint32_t rows = words.sets[words.set_of[words.pair_of(text[at], second)]];
  for (; rows != 0; rows &= rows - 1)
    if (!e.decided(at)) table[std::countr_zero(rows)].look(e, at);
}

}  // namespace hedgerow::internal
