// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <algorithm>
#include <array>

#include "addresses.hpp"
#include "characters.hpp"
#include "shapes.hpp"
#include "term_index.hpp"

namespace hedgerow::policies {

namespace {

struct groups {
  std::size_t end = 0;
  std::size_t whole_end = 0;  ///< with the extension
  std::size_t digit_count = 0;
  std::size_t count = 0;
  std::size_t longest = 0;
};

bool is_separator(char c) noexcept {
  return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

/// The end of an extension at `place`, as in "x036", " x12", " ext. 12"; `place` when there is
/// none.
std::size_t extension_end(std::string_view text, std::size_t place) noexcept {
  auto end = place + (at(text, place) == ' ' ? 1 : 0);
  if (at(text, end) != 'x' && at(text, end) != 'e') return place;
  if (text.substr(end).starts_with("ext"))
    end += 3;
  else if (at(text, end) == 'x')
    end += 1;
  else
    return place;
  if (at(text, end) == '.') ++end;
  if (at(text, end) == ' ') ++end;
  const auto length = run(text.substr(0, end + 7), end, digit);
  return length >= 1 && length <= 6 && ends_word(text, end + length) ? end + length : place;
}

/// Groups of digits with up to two separators between them.
groups read_groups(std::string_view text, std::size_t place) noexcept {
  constexpr std::size_t most_digits = 15, most_groups = 8;
  groups found;
  std::size_t last = 0;
  for (auto i = place;;) {
    const auto length = run(text, i, digit);
    if (length == 0 || found.digit_count + length > most_digits ||
        (!ends_word(text, i + length) && extension_end(text, i + length) == i + length))
      break;
    if (found.count > 0 && looks_like_date(text, i)) break;
    // Nobody writes two groups of one digit in a row; and lists of small numbers are frequent.
    if (found.count == most_groups || (length == 1 && last == 1)) return {};
    last = length;
    found.digit_count += length;
    found.longest = std::max(found.longest, length);
    ++found.count;
    i += length;
    found.end = i;
    std::size_t gap = 0;
    while (gap < 2 && is_separator(at(text, i + gap)))
      ++gap;
    if (gap == 0 || !is_digit(at(text, i + gap))) break;
    if (gap == 2 && text[i] == text[i + 1]) break;
    // A number in groups by "-" or "." is whole before a blank.
    const char joint = i > length ? text[i - length - 1] : ' ';
    if (text[i] == ' ' && found.count >= 3 && found.digit_count >= 10 &&
        (joint == '-' || joint == '.'))
      break;
    i += gap;
  }
  found.whole_end = extension_end(text, found.end);
  if (found.whole_end != found.end) return found;
  // What goes on is no phone number: a decimal, a date, a range, a sum, a key.
  static constexpr byte_set joints(".,:-/+");
  const char after = at(text, found.end);
  if (!ends_word(text, found.end) || (joints.has(after) && is(at(text, found.end + 1), digit)))
    return {};
  return found;
}

bool starts_clean(std::string_view text, std::size_t place) noexcept {
  static constexpr byte_set joints("+.-_/@#$%*\\");
  return place == 0 || (starts_word(text, place) && !joints.has(text[place - 1]));
}

/// North American: area and exchange begin with 2 to 9.
bool is_north_american(std::string_view value) noexcept {
  char digits[10];
  std::size_t n = 0;
  for (const char c : value) {
    if (!is_digit(c)) continue;
    if (n == 10) return false;
    digits[n++] = c;
  }
  return n == 10 && digits[0] >= '2' && digits[3] >= '2';
}

}  // namespace

extent phone_number(std::string_view text, std::size_t place) noexcept {
  auto first = place;
  const bool plus = at(text, place) == '+';
  if (plus) {
    if (!starts_word(text, place)) return {};
    ++first;
  }
  const bool bracket = at(text, first) == '(';
  if (bracket) {
    if (!starts_word(text, place)) return {};
    ++first;
    if (at(text, first) == '+') ++first;
  }
  if (!is_digit(at(text, first))) return {};
  bool trunk = false;
  if (!plus && !bracket) {  // then 212-555-0187, 1-212-555-0187 or 001-...
    const auto length = run(text.substr(0, first + 4), first, digit);
    trunk = length == 1 && text[first] == '1' && at(text, first + 1) == '-';
    if (length != 3 && !trunk) return {};
    if (!trunk && at(text, first + 3) != '-' && !text.substr(first).starts_with("001 ")) return {};
    if (!starts_clean(text, place)) return {};
  }
  const bool area = bracket && !plus && first == place + 1;  // (212) 555-0187
  if (area && (run(text.substr(0, first + 4), first, digit) != 3 || at(text, first + 3) != ')'))
    return {};
  const auto found = read_groups(text, first);
  if (found.end == 0) return {};
  const auto value = text.substr(first, found.end - first);
  if (plus || (bracket && first > place + 1))
    return found.digit_count >= 8 && value.front() != '0' && found.digit_count <= 15
               ? extent{place, found.whole_end}
               : extent{};
  if (area) return is_north_american(value) ? extent{place, found.whole_end} : extent{};
  if (value.starts_with("001-") || value.starts_with("001 "))
    return found.digit_count == 13 && found.count >= 4 ? extent{place, found.whole_end} : extent{};
  const auto local = value.substr(trunk ? std::min<std::size_t>(2, value.size()) : 0);
  const bool three_three_four =
      local.size() == 12 && local[3] == '-' && local[7] == '-' && found.count == (trunk ? 4u : 3u);
  return three_three_four && is_north_american(local) ? extent{place, found.whole_end} : extent{};
}

namespace {

/// What may be a phone number where words say so.
extent dialled_digits(std::string_view text, std::size_t place) noexcept {
  auto first = place;
  while (first < place + 2 && (at(text, first) == '+' || at(text, first) == '('))
    ++first;
  if (!is_digit(at(text, first)) || looks_like_date(text, first)) return {};
  if (first == place && !starts_clean(text, place) && !(place > 0 && text[place - 1] == '\\'))
    return {};
  const auto found = read_groups(text, first);
  if (found.digit_count < 7 || found.longest > 13) return {};
  // A single dot makes a decimal number, and what stays in one piece should look dialled.
  const auto value = text.substr(first, found.end - first);
  if (found.count == 2 && value.find('.') != std::string_view::npos) return {};
  if (found.count > 6) return {};
  return {place, found.whole_end};
}

}  // namespace

extent phone_digits(std::string_view text, std::size_t place) noexcept {
  const auto certain = phone_number(text, place);
  return certain ? certain : dialled_digits(text, place);
}

extent phone_in_text(std::string_view text, std::size_t place) noexcept {
  static constexpr std::array<std::string_view, 8> words = {"office", "fax",  "mobile", "cell",
                                                            "home",   "desk", "phone",  "work"};
  if (const auto certain = phone_number(text, place)) return certain;
  const auto number = dialled_digits(text, place);
  if (!number || text.substr(number.begin, number.end - number.begin).find_first_of(" -.)") ==
                     std::string_view::npos)
    return {};
  auto next = number.end;
  while (next < number.end + 3 &&
         (at(text, next) == ' ' || at(text, next) == '-' || at(text, next) == '('))
    ++next;
  if (next == number.end) return {};
  const auto end = next + run(text, next, letter);
  return std::any_of(words.begin(), words.end(),
                     [&](auto w) { return same_word(text, next, end, w); })
             ? number
             : extent{};
}

}  // namespace hedgerow::policies
