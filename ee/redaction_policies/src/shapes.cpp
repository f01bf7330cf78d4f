// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "shapes.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include "term_index.hpp"

namespace hedgerow::policies {

namespace {

bool contains(std::string_view set, char c) noexcept {
  return set.find(c) != std::string_view::npos;
}

/// Whether a key of the next field begins here: `word=` or `word:`, which no value goes on over.
bool is_next_key(std::string_view text, std::size_t place) noexcept {
  std::size_t end = place;
  while (end < text.size() && end - place < 40 &&
         (is(text[end], word) || text[end] == '_' || text[end] == '-' || text[end] == '.'))
    ++end;
  return end > place && (at(text, end) == '=' || (at(text, end) == ':' && is(text[place], letter)));
}

std::size_t month_word(std::string_view text, std::size_t place) noexcept {
  static constexpr std::array<std::string_view, 12> names = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  static constexpr byte_set initials("jfmasondJFMASOND");
  const char initial = lowered(at(text, place));
  if (!initials.has(initial)) return 0;
  const auto length = run(text.substr(0, place + 10), place, letter);
  if (length < 3 || length > 9) return 0;
  for (const auto name : names) {
    if (name[0] != initial || length > name.size()) continue;
    if (length != 3 && length != 4 && length != name.size()) continue;
    if (same_word(text, place, place + length, name.substr(0, length))) return place + length;
  }
  return 0;
}

unsigned number(std::string_view text, std::size_t place, std::size_t length) noexcept {
  unsigned value = 0;
  for (std::size_t i = 0; i < length; ++i)
    value = value * 10 + unsigned(text[place + i] - '0');
  return value;
}

/// A day, a word for the month in whatever language, and a year: 15th of June 1991, 4. März 1976,
/// 12 de julio de 1985.
extent spoken_date(std::string_view text, std::size_t place) noexcept {
  auto end = place + run(text, place, digit);
  for (const std::string_view ordinal : {"st", "nd", "rd", "th", "er", "."})
    if (text.substr(end).starts_with(ordinal)) {
      end += ordinal.size();
      break;
    }
  for (bool any_month = false;;) {
    if (at(text, end) != ' ') return {};
    ++end;
    const auto year = run(text.substr(0, end + 5), end, digit);
    if (year != 0)
      return any_month && year == 4 && number(text, end, 4) >= 1900 &&
                     number(text, end, 4) < 2100 && ends_word(text, end + 4)
                 ? extent{place, end + 4}
                 : extent{};
    const auto length = run(text.substr(0, end + 16), end, letter | other_script);
    if (length < 2 || length > 14) return {};
    if (length > 2) {
      if (any_month) return {};
      any_month = true;
    }
    end += length;
    if (at(text, end) == ',' || at(text, end) == '.') ++end;
  }
}

/// The length of what joins two groups of a number at `place`, or 0: one of the separators; up to
/// five without a blank, as a broken form field leaves them; a blank, dash or picture of Unicode.
std::size_t joint_length(std::string_view text, std::size_t place,
                         std::string_view separators) noexcept {
  constexpr std::size_t longest = 5;
  const char c = at(text, place);
  if (is(c, other_script)) {
    static constexpr std::array<std::string_view, 3> joints = {"\xc2\xa0", "\xc2\xad", "\xf0\x9f"};
    const auto rest = text.substr(place, 3);
    const bool joins = std::any_of(joints.begin(), joints.end(),
                                   [&](auto joint) { return rest.starts_with(joint); }) ||
                       (rest.starts_with("\xe2\x80") && rest.size() == 3 &&
                        (rest[2] <= '\x95' || rest[2] == '\xaf')) ||
                       rest == "\xe2\x88\x92";
    return joins && !separators.empty() ? sign_length(text, place) : 0;
  }
  if (c == '\0' || !contains(separators, c)) return 0;
  static constexpr byte_set repeated("-./_");
  std::size_t length = 1;
  while (length < longest && c != ' ' && repeated.has(at(text, place + length)))
    ++length;
  return length;
}

}  // namespace

extent grouped_digits(std::string_view text, std::size_t place, std::size_t least, std::size_t most,
                      std::string_view separators) noexcept {
  std::size_t count = 0, end = place;
  for (;;) {
    const auto group = run(text, end, digit);
    if (group == 0 || count + group > most) break;
    count += group;
    end += group;
    const auto joint = joint_length(text, end, separators);
    if (joint == 0 || !is_digit(at(text, end + joint))) break;
    if (text[end] == ' ' && (is_next_key(text, end + 1) || looks_like_date(text, end + 1))) break;
    end += joint;
  }
  while (end > place && !is_digit(text[end - 1]))
    --end;
  return count >= least && ends_word(text, end) ? extent{place, end} : extent{};
}

bool looks_like_date(std::string_view text, std::size_t place) noexcept {
  const auto first = run(text, place, digit);
  const char separator = at(text, place + first);
  if (first == 4) {  // 2026-11-22, 2026/11/22
    const auto year = number(text, place, 4);
    return year >= 1900 && year < 2100 && (separator == '-' || separator == '/') &&
           run(text, place + 5, digit) == 2 && at(text, place + 7) == separator;
  }
  if (first == 1 || first == 2) {  // 22/11/2026, 22.11.2026, 10:11:12
    if (separator != ':' && separator != '/' && separator != '.' && separator != '-') return false;
    const auto second = run(text, place + first + 1, digit);
    const auto after = place + first + 1 + second;
    if (second != 1 && second != 2) return false;
    if (separator == ':') return true;
    if (at(text, after) != separator || run(text, after + 1, digit) != 4) return false;
    const auto year = number(text, after + 1, 4);
    return number(text, place, first) <= 31 && number(text, place + first + 1, second) <= 31 &&
           year >= 1900 && year < 2100;
  }
  return false;
}

extent id_number(std::string_view text, std::size_t place, const id_limits& limits) noexcept {
  static constexpr std::array<std::string_view, 16> small_words = {
      "is", "no", "nr", "id", "of", "to", "on",  "at",
      "in", "my", "or", "by", "it", "as", "the", "for"};
  if (!is(at(text, place), alnum) || looks_like_date(text, place)) return {};
  std::size_t count = 0, digit_count = 0, end = place, kept_end = place;
  bool after_letters = false;  // a group of letters alone, which counts when digits follow
  for (bool first = true;; first = false) {
    const auto group = run(text, end, alnum);
    if (group == 0 || !ends_word(text, end + group)) break;
    const auto group_digits = std::size_t(std::count_if(
        text.begin() + std::ptrdiff_t(end),
        text.begin() + std::ptrdiff_t(end + std::min(group, limits.most + 1)), is_digit));
    const bool all_upper = run(text, end, upper) == group;
    if (group_digits == 0) {
      if (std::any_of(small_words.begin(), small_words.end(),
                      [&](auto w) { return same_word(text, end, end + group, w); }))
        break;
      const std::size_t longest = limits.least >= 15 ? 6 : 5;  // ABCDEF 80A01 H501U
      if (first && group > 2 && !(group <= longest && all_upper)) break;
      if (!first &&
          (after_letters || group > 2 || (at(text, end - 1) == ' ' && group == 2 && !all_upper)))
        break;
    }
    if (count + group > limits.most) break;
    count += group;
    digit_count += group_digits;
    end += group;
    after_letters = group_digits == 0;
    if (!(first && after_letters)) kept_end = end;
    const auto joint = joint_length(text, end, limits.separators);
    if (joint == 0 || !is(at(text, end + joint), alnum)) break;
    if (text[end] == ' ' && (is_next_key(text, end + 1) || looks_like_date(text, end + 1))) break;
    end += joint;
  }
  // Letters at the end belong to the number only when they follow its digits directly or singly.
  return count >= limits.least && digit_count >= limits.least_digits && kept_end > place
             ? extent{place, kept_end}
             : extent{};
}

extent date(std::string_view text, std::size_t place) noexcept {
  const auto first = run(text, place, digit);
  if (first == 8 && ends_word(text, place + 8)) {
    const auto year = number(text, place, 4), month = number(text, place + 4, 2);
    const auto last_year = number(text, place + 4, 4);
    if ((year >= 1900 && year < 2100 && month >= 1 && month <= 12) ||
        (last_year >= 1900 && last_year < 2100))
      return {place, place + 8};
    return {};
  }
  std::size_t end = place;
  if (first == 0) {  // Dec 1, 1990
    end = month_word(text, place);
    if (end == 0) return {};
    while (contains(" .", at(text, end)))
      ++end;
    const auto day = run(text, end, digit);
    if (day < 1 || day > 2) return {};
    end += day;
    if (at(text, end) == 's' || at(text, end) == 't' || at(text, end) == 'n' ||
        at(text, end) == 'r')
      end += 2;
    while (end < text.size() && contains(", ", text[end]))
      ++end;
    const auto year = run(text, end, digit);
    return year == 4 ? extent{place, end + 4} : extent{};
  }
  if (first <= 2)
    if (const auto spoken = spoken_date(text, place)) return spoken;
  if (first > 4 || first == 3) return {};
  end = place + first;
  if (!contains("-/. ", at(text, end)) || at(text, end) == '\0') return {};
  ++end;
  if (at(text, end) == ' ') ++end;
  if (const auto month = month_word(text, end)) {
    end = month;
  } else {
    const auto middle = run(text, end, digit);
    if (middle < 1 || middle > 2 || text[place + first] == ' ') return {};
    end += middle;
  }
  if (!contains("-/. ,", at(text, end)) || at(text, end) == '\0') return {};
  ++end;
  if (at(text, end) == ' ') ++end;
  const auto last = run(text, end, digit);
  if (last != 1 && last != 2 && last != 4) return {};
  if (first == 4 ? last > 2 : false) return {};
  return {place, end + last};
}

extent free_text(std::string_view text, std::size_t place) noexcept {
  constexpr std::size_t longest = 512;
  if (place == 0) return {0, text.size()};
  if (place >= text.size()) return {};
  const char quote = text[place - 1];
  const auto limit = std::min(text.size(), place + longest);
  std::size_t end = place;
  if (quote == '"' || quote == '\'') {
    const bool escaped = place >= 2 && text[place - 2] == '\\';
    for (; end < limit; ++end) {
      if (text[end] == quote) break;
      if (text[end] == '\\') {
        if (escaped) break;
        ++end;
      }
    }
    return {place, std::min(end, limit)};
  }
  static constexpr byte_set ends(",;&<>{}()[]|\n\r\t\"");
  while (end < limit && !ends.has(text[end]) && !(text[end] == ' ' && is_next_key(text, end + 1)))
    ++end;
  while (end > place && contains(" .", text[end - 1]))
    --end;
  return {place, end};
}

extent random_secret(std::string_view text, std::size_t place) noexcept {
  constexpr std::size_t shortest = 10, longest = 512;
  static constexpr byte_set ends = byte_set("\"'`<>()[]{}\\,;&|").with(0, ' ').with(128, 255);
  std::bitset<128> seen;
  std::size_t end = place, digit_count = 0, letters = 0;
  for (; end < text.size() && end - place < longest; ++end) {
    const char c = text[end];
    if (ends.has(c)) break;
    if (c == '=' && digit_count == 0) break;  // a name and not a secret goes before
    seen.set(std::size_t(c));
    if (is(c, digit)) ++digit_count;
    if (is(c, letter)) ++letters;
  }
  while (end > place && contains(".:", text[end - 1]))
    --end;
  const auto length = end - place;
  const auto body = text.substr(place, length);
  if (length < shortest || seen.count() < 6) return {};
  if (body.find("://") != std::string_view::npos || body.front() == '/' || body.front() == '$')
    return {};
  const bool mixed = digit_count > 0 && letters > 0;
  const bool only_digits = digit_count == length && length >= 16;
  const bool only_letters =
      letters == length && length >= 20 &&
      std::any_of(body.begin(), body.end(), [](char c) { return is(c, upper); }) &&
      std::any_of(body.begin(), body.end(), [](char c) { return is(c, lower); });
  return mixed || only_digits || only_letters ? extent{place, end} : extent{};
}

extent coordinates(std::string_view text, std::size_t place) noexcept {
  const auto one = [&](std::size_t begin) -> std::size_t {
    std::size_t end = begin + (at(text, begin) == '-' ? 1 : 0);
    const auto whole = run(text, end, digit);
    if (whole < 1 || whole > 3 || at(text, end + whole) != '.') return 0;
    end += whole + 1;
    const auto fraction = run(text, end, digit);
    return fraction < 2 || fraction > 18 ? 0 : end + fraction;
  };
  auto end = one(place);
  if (end == 0) return {};
  std::size_t second = end;
  while (second < end + 2 && contains(", ;", at(text, second)))
    ++second;
  if (second > end)
    if (const auto both = one(second)) end = both;
  return {place > 0 && text[place - 1] == '-' ? place - 1 : place, end};
}

}  // namespace hedgerow::policies
