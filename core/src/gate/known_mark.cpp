// SPDX-License-Identifier: MIT
// The grammar of marks. A value under the key of a secret stays where it is a mark, so a text must
// not become one by its brackets alone: names are such as people give to rules and keys, and bodies
// such as the actions really write. What no key can tell apart from that is let through: a mark of
// another policy must stay.
#include <charconv>

#include "gate/detect/payment_card.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view pseudonym_opening = "[hmac:";
constexpr std::string_view ciphertext_opening = "[enc:";
constexpr std::size_t pseudonym_digits = 16;

/// What a name may consist of.
struct name_form {
  std::size_t longest;
  std::size_t longest_word;
  std::size_t most_words;
  std::size_t most_digits;
  std::size_t letters_before_digits;  ///< more letters in a word, and no digit may follow
  bool one_case;                      ///< of each word
};
constexpr name_form label_form{64, 16, 6, 4, 3, true};
constexpr name_form key_form{24, 12, 4, 8, 12, false};

/// "card", "Card", "CARD"; not "cArd".
bool in_one_case(std::string_view letters) noexcept {
  if (letters.size() < 2) return true;
  const std::string_view rest = letters.substr(1);
  if (skip(rest, 0, chars::lower) == rest.size()) return true;
  return skip(letters, 0, chars::upper) == letters.size();
}

bool fits(std::string_view name, const name_form& form) noexcept {
  if (name.empty() || name.size() > form.longest) return false;
  std::size_t digits = 0;
  std::size_t words = 0;
  for (std::size_t i = 0;; ++i) {
    const std::size_t letters_end = skip(name, i, chars::letters);
    const std::size_t end = skip(name, letters_end, chars::digits);
    const std::size_t letters = letters_end - i;
    digits += end - letters_end;
    if (end == i || letters > form.longest_word || digits > form.most_digits ||
        ++words > form.most_words || (form.one_case && !in_one_case(name.substr(i, letters))))
      return false;
    if (end != letters_end && letters > form.letters_before_digits) return false;
    if (end == name.size()) return true;
    if (name[end] != '_' && name[end] != '-') return false;
    i = end;
  }
}

/// The name up to `ends`, if it fits; else an empty one.
std::string_view name_at(std::string_view text, std::size_t from, char ends,
                         const name_form& form) noexcept {
  const std::size_t size = skip(text, from, chars::base64url, form.longest + 1) - from;
  const std::string_view name = text.substr(from, size);
  return at(text, from + size) == ends && fits(name, form) ? name : std::string_view();
}

/// Sixteen hexadecimal digits as HMAC gives them, and no number of a payment card.
bool is_pseudonym(std::string_view digits) noexcept {
  static constexpr byte_set hex = chars::digits.with_range('a', 'f');
  if (digits.size() != pseudonym_digits || skip(digits, 0, hex) != digits.size()) return false;
  std::uint64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return read.ptr != digits.data() + digits.size() || !integer_is_card(number, {});
}

std::size_t count(std::string_view text, const byte_set& set) noexcept {
  std::size_t n = 0;
  for (const char c : text)
    n += set.has(c);
  return n;
}

/// Base64url as it stands for bytes that begin with 1 (a nonce of 24 bytes and a proof of 16
/// follow) or with 2 (a nonce of 24 follows), and one byte of a value at least. Random bytes show
/// both cases among their letters, and no long number: all but one in a hundred thousand of the
/// shortest.
bool is_ciphertext(std::string_view base64) noexcept {
  static constexpr std::size_t least_synthetic = 35;
  static constexpr std::size_t least_randomised = 56;
  static constexpr std::size_t least_of_a_case = 3;
  static constexpr std::size_t longest_number = 11;
  if (base64.size() < least_synthetic || base64.size() % 4 == 1 || base64[0] != 'A') return false;
  const char second = base64[1];
  const bool randomised = (second >= 'Q' && second <= 'Z') || (second >= 'a' && second <= 'f');
  const bool synthetic = second >= 'g' && second <= 'v';
  if (!synthetic && !(randomised && base64.size() >= least_randomised)) return false;
  // The bits that are left over at the end are zeroes.
  static constexpr byte_set one_byte_left{"AQgw"};
  static constexpr byte_set two_bytes_left{"AEIMQUYcgkosw048"};
  if (base64.size() % 4 == 2 && !one_byte_left.has(base64.back())) return false;
  if (base64.size() % 4 == 3 && !two_bytes_left.has(base64.back())) return false;
  if (count(base64, chars::upper) < least_of_a_case) return false;
  if (count(base64, chars::lower) < least_of_a_case) return false;
  for (std::size_t i = 0; i < base64.size(); ++i) {
    const std::size_t number = skip(base64, i, chars::digits) - i;
    if (number > longest_number) return false;
    i += number;
  }
  return true;
}

/// Past the bracket at `end`, or 0.
std::size_t closed(std::string_view text, std::size_t end) noexcept {
  return at(text, end) == ']' ? end + 1 : 0;
}

/// Past the key that begins at `from` and its colon, or 0.
std::size_t body_begin(std::string_view text, std::size_t from) noexcept {
  const std::size_t size = name_at(text, from, ':', key_form).size();
  return size == 0 ? 0 : from + size + 1;
}

}  // namespace

bool is_mark_label(std::string_view text) noexcept {
  return fits(text, label_form);
}

std::size_t mark_length(std::string_view text) noexcept {
  if (text.empty() || text.front() != '[') return 0;
  if (text.starts_with(withheld_mark)) return withheld_mark.size();
  if (text.starts_with(redacted_opening)) {
    const std::size_t size = name_at(text, redacted_opening.size(), ']', label_form).size();
    return size == 0 ? 0 : redacted_opening.size() + size + 1;
  }
  if (text.starts_with(pseudonym_opening)) {
    const std::size_t begin = body_begin(text, pseudonym_opening.size());
    return begin != 0 && is_pseudonym(text.substr(begin, pseudonym_digits))
               ? closed(text, begin + pseudonym_digits)
               : 0;
  }
  if (text.starts_with(ciphertext_opening)) {
    const std::size_t begin = body_begin(text, ciphertext_opening.size());
    if (begin == 0) return 0;
    const std::size_t end = skip(text, begin, chars::base64url);
    return is_ciphertext(text.substr(begin, end - begin)) ? closed(text, end) : 0;
  }
  return 0;
}

}  // namespace hedgerow::internal
