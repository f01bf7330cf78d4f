// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "mark.hpp"

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t longest_name = 64, pseudonym_digits = 16;
constexpr std::size_t shortest_ciphertext = 35;  // a nonce and one byte

std::size_t name_end(std::string_view text, std::size_t place, std::size_t most) noexcept {
  auto end = place;
  while (end < text.size() && end - place <= most &&
         (is(text[end], alnum) || text[end] == '_' || text[end] == '-'))
    ++end;
  return end - place > most ? place : end;
}

/// The name that begins at `place` and ends before a colon; empty when there is none.
std::string_view key_at(std::string_view text, std::size_t place) noexcept {
  const auto end = name_end(text, place, longest_name);
  return at(text, end) == ':' ? text.substr(place, end - place) : std::string_view();
}

}  // namespace

ciphertext_mark find_ciphertext(std::string_view text, std::size_t place) noexcept {
  constexpr std::string_view opening = "[enc:";
  if (!text.substr(place).starts_with(opening)) return {};
  const auto key = key_at(text, place + opening.size());
  if (key.empty()) return {};
  const auto begin = place + opening.size() + key.size() + 1;
  const auto end = name_end(text, begin, text.size());
  if (end - begin < shortest_ciphertext || at(text, end) != ']') return {};
  return {key, text.substr(begin, end - begin), end + 1};
}

std::size_t mark_end(std::string_view text, std::size_t place) noexcept {
  constexpr std::string_view redacted = "[redacted:", withheld = "[withheld]", hmac = "[hmac:";
  if (at(text, place) != '[') return 0;
  const auto rest = text.substr(place);
  if (rest.starts_with(withheld)) return place + withheld.size();
  if (rest.starts_with(redacted)) {
    const auto begin = place + redacted.size();
    const auto end = name_end(text, begin, longest_name);
    return end > begin && at(text, end) == ']' ? end + 1 : 0;
  }
  if (rest.starts_with(hmac)) {
    const auto key = key_at(text, place + hmac.size());
    if (key.empty()) return 0;
    const auto end = place + hmac.size() + key.size() + 1 + pseudonym_digits;
    const bool digits = run(text, end - pseudonym_digits, digit | lower_hex) == pseudonym_digits;
    return digits && at(text, end) == ']' ? end + 1 : 0;
  }
  return find_ciphertext(text, place).end;
}

}  // namespace hedgerow::policies
