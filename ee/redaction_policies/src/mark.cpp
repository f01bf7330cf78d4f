// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "mark.hpp"

#include <algorithm>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t longest_name = 64, pseudonym_digits = 16;
constexpr std::size_t shortest_ciphertext = 35;  // a nonce and one byte

/// What a name in a mark may consist of, as the host has it.
struct name_form {
  std::size_t longest, longest_word, most_words, most_digits;
  std::size_t letters_before_digits;  ///< more letters in a word, and no digit may follow
  bool one_case;                      ///< of each word
};
constexpr name_form label_form{64, 16, 6, 4, 3, true};
constexpr name_form key_form{24, 12, 4, 8, 12, false};

bool in_one_case(std::string_view letters) noexcept {
  return letters.size() < 2 || run(letters, 1, lower) == letters.size() - 1 ||
         run(letters, 0, upper) == letters.size();
}

bool fits(std::string_view name, const name_form& form) noexcept {
  if (name.empty() || name.size() > form.longest) return false;
  std::size_t digits = 0, words = 0;
  for (std::size_t i = 0;; ++i) {
    const auto letters = run(name, i, letter);
    const auto numbers = run(name, i + letters, digit);
    digits += numbers;
    if (letters + numbers == 0 || letters > form.longest_word || digits > form.most_digits ||
        ++words > form.most_words || (form.one_case && !in_one_case(name.substr(i, letters))))
      return false;
    if (numbers != 0 && letters > form.letters_before_digits) return false;
    i += letters + numbers;
    if (i == name.size()) return true;
    if (name[i] != '_' && name[i] != '-') return false;
  }
}

/// What sealed_value.cpp can have written: the first byte says how, nonce and proof have their
/// lengths, the bits left over are zeroes, and random bytes show letters of both cases and no long
/// number.
bool is_sealed(std::string_view base64) noexcept {
  constexpr std::size_t least_randomised = 56, least_of_a_case = 3, longest_number = 11;
  constexpr std::string_view one_byte_left = "AQgw", two_bytes_left = "AEIMQUYcgkosw048";
  if (base64.size() % 4 == 1 || base64[0] != 'A') return false;
  const char how = base64[1];
  const bool randomised = (how >= 'Q' && how <= 'Z') || (how >= 'a' && how <= 'f');
  const bool synthetic = how >= 'g' && how <= 'v';
  if (!synthetic && !(randomised && base64.size() >= least_randomised)) return false;
  const auto left = base64.size() % 4 == 2   ? one_byte_left
                    : base64.size() % 4 == 3 ? two_bytes_left
                                             : base64;
  if (left.find(base64.back()) == left.npos) return false;
  const auto count = [base64](std::uint16_t of) {
    return std::size_t(
        std::count_if(base64.begin(), base64.end(), [of](char c) { return is(c, of); }));
  };
  if (count(upper) < least_of_a_case || count(lower) < least_of_a_case) return false;
  for (std::size_t i = 0; i < base64.size(); ++i) {
    const auto number = run(base64, i, digit);
    if (number > longest_number) return false;
    i += number;
  }
  return true;
}

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
    return at(text, end) == ']' && fits(text.substr(begin, end - begin), label_form) ? end + 1 : 0;
  }
  if (rest.starts_with(hmac)) {
    const auto key = key_at(text, place + hmac.size());
    if (!is_key_id(key)) return 0;
    const auto end = place + hmac.size() + key.size() + 1 + pseudonym_digits;
    const bool digits = run(text, end - pseudonym_digits, digit | lower_hex) == pseudonym_digits;
    return digits && at(text, end) == ']' ? end + 1 : 0;
  }
  const auto found = find_ciphertext(text, place);
  return is_key_id(found.key) && is_sealed(found.base64) ? found.end : 0;
}

bool is_key_id(std::string_view id) noexcept {
  return fits(id, key_form);
}

}  // namespace hedgerow::policies
