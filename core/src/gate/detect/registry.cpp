// SPDX-License-Identifier: MIT
#include "gate/detect/registry.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "gate/detect/known_tokens.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view scheme_words[] = {"bearer", "basic"};
constexpr std::string_view json_words[] = {"ey", "ew", "w3"};
constexpr std::string_view pem_words[] = {"begin", "ls0t"};
constexpr std::string_view code_words[] = {"otp", "totp", "code", "passcode", "mfa"};
constexpr std::string_view password_words[] = {"pass", "pw", "secret", "token", "apikey", "key"};
/// What a key may begin with; "clientSecret" is one word.
constexpr std::string_view key_words[] = {"pass",   "pw",  "secret", "token",  "key",    "auth",
                                          "cookie", "api", "set",    "client", "access", "master"};
constexpr std::string_view sql_words[] = {"identified", "values", "password"};
constexpr std::string_view client_words[] = {"sshpass", "mysql", "mariadb", "redis-cli", "ldap"};
constexpr std::string_view auth_words[] = {"auth"};
constexpr std::string_view track_words[] = {"b2", "b3", "b4", "b5", "b6"};
constexpr auto token_words = known_token_prefixes();

/// One row for each detector.
constexpr detector table[] = {
    {"key_value", trigger::separator, {}, find_key_value},
    {"url_credentials", trigger::slashed, {}, find_url_credentials},
    {"known_token", trigger::word, token_words, find_known_token},
    {"auth_scheme", trigger::word, scheme_words, find_auth_scheme},
    {"jwt", trigger::word, json_words, find_jwt},
    {"private_key", trigger::word, pem_words, find_private_key},
    {"one_time_code", trigger::word, code_words, find_one_time_code},
    {"spoken_password", trigger::word, password_words, find_spoken_password},
    {"key_beside_value", trigger::hump, key_words, find_key_beside_value},
    {"sql_password", trigger::word, sql_words, find_sql_password},
    {"client_password", trigger::word, client_words, find_client_password},
    {"auth_command", trigger::word, auth_words, find_auth_command},
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

/// Letters in lower case; other bytes change alike on both sides of a comparison.
constexpr std::uint32_t lower_bits = 0x20202020;

constexpr word_index::lead lead_of(std::string_view prefix, std::uint32_t rows) noexcept {
  word_index::lead out{0, 0, rows};
  for (std::size_t i = 0; i < 4 && i < prefix.size(); ++i) {
    out.bytes |= static_cast<std::uint32_t>(static_cast<unsigned char>(prefix[i])) << 8 * i;
    out.mask |= 0xffu << 8 * i;
  }
  out.bytes = (out.bytes | lower_bits) & out.mask;
  return out;
}

/// The codes of the third byte of a prefix in either case, or of any byte when it has none.
constexpr std::uint64_t thirds_of(const word_index& index, std::string_view prefix) noexcept {
  if (prefix.size() < 3) return ~std::uint64_t{0};
  const auto bit = [&](char c) {
    return std::uint64_t{1} << index.code_of[static_cast<unsigned char>(c)];
  };
  return bit(prefix[2]) | bit(in_upper(prefix[2]));
}

/// All leads that begin with the same two bytes, in whatever case, are a list.
constexpr word_index make_word_index() {
  word_index out;
  std::uint8_t next_code = 1;
  for (unsigned c = 0; c < 256; ++c)
    if (chars::word.has(static_cast<char>(c))) out.code_of[c] = next_code++;

  for (std::size_t row = 0; row < std::size(table); ++row)
    if (table[row].on == trigger::hump) out.hump_rows |= 1u << row;

  std::array<word_index::lead, 256> all{};
  std::size_t count = 0;
  for (std::size_t row = 0; row < std::size(table); ++row)
    for (const std::string_view prefix : table[row].prefixes) {
      const auto lead = lead_of(prefix, 1u << row);
      std::size_t i = 0;
      while (i < count && (all[i].bytes != lead.bytes || all[i].mask != lead.mask))
        ++i;
      if (i == count) all[count++] = {lead.bytes, lead.mask, 0};
      all[i].rows |= lead.rows;
    }
  std::uint8_t lists = 1;
  std::uint16_t used = 0;
  std::array<std::uint32_t, 128> pair_of_list{};
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t pair = all[i].bytes & 0xffff;
    std::uint8_t known = 1;
    while (known < lists && pair_of_list[known] != pair)
      ++known;
    if (known < lists) continue;
    pair_of_list[lists] = pair;
    out.lists[lists] = {used, 0};
    for (std::size_t k = i; k < count; ++k)
      if ((all[k].bytes & 0xffff) == pair) {
        out.leads[used++] = all[k];
        ++out.lists[lists].count;
      }
    ++lists;
  }
  for (std::size_t row = 0; row < std::size(table); ++row)
    for (const std::string_view prefix : table[row].prefixes) {
      const char a = prefix[0];
      const char b = prefix[1];
      std::uint8_t list = 1;
      while (pair_of_list[list] != (lead_of(prefix.substr(0, 2), 0).bytes & 0xffff))
        ++list;
      out.list_of[out.pair_of(a, b)] = list;
      out.thirds[list] |= thirds_of(out, prefix);
      if (!table[row].any_case()) continue;
      out.list_of[out.pair_of(in_upper(a), b)] = list;
      out.list_of[out.pair_of(a, in_upper(b))] = list;
      out.list_of[out.pair_of(in_upper(a), in_upper(b))] = list;
    }
  return out;
}

constexpr trigger_index make_trigger_index() {
  trigger_index out;
  for (const detector& d : table) {
    if (d.on == trigger::word || d.on == trigger::hump) continue;
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

std::uint32_t word_index::rows_for(std::string_view text, std::size_t at,
                                   bool hump) const noexcept {
  const std::size_t rest = text.size() - at;
  const list in = lists[list_of[pair_of(text[at], rest > 1 ? text[at + 1] : '\0')]];
  std::uint32_t begins = 0;
  if (rest >= sizeof begins)
    std::memcpy(&begins, text.data() + at, sizeof begins);
  else
    for (std::size_t i = 0; i < rest; ++i)
      begins |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) << 8 * i;
  begins |= lower_bits;
  std::uint32_t rows = 0;
  for (std::size_t i = in.first; i < std::size_t{in.first} + in.count; ++i)
    if ((begins & leads[i].mask) == leads[i].bytes) rows |= leads[i].rows;
  return hump ? rows & hump_rows : rows;
}

void look_at_word(examination& e, std::size_t at, bool hump) {
  for (std::uint32_t rows = detectors_by_word.rows_for(e.text(), at, hump); rows != 0;
       rows &= rows - 1)
    if (!e.decided(at)) table[std::countr_zero(rows)].look(e, at);
}

}  // namespace hedgerow::internal
