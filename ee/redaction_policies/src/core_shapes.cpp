// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "core_shapes.hpp"

#include <algorithm>
#include <array>

#include "characters.hpp"
#include "checksums.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

bool is_issuer(std::string_view digits) noexcept {
  const auto length = digits.size();
  const auto head = [&](std::size_t n) {
    int value = 0;
    for (std::size_t i = 0; i < n; ++i)
      value = value * 10 + (digits[i] - '0');
    return value;
  };
  if (digits[0] == '4') return length == 13 || length == 16 || length == 19;  // Visa
  if ((head(2) >= 51 && head(2) <= 55) || (head(4) >= 2221 && head(4) <= 2720)) return length == 16;
  if (head(2) == 34 || head(2) == 37) return length == 15;  // Amex
  if (head(4) == 6011 || head(2) == 65 || (head(3) >= 644 && head(3) <= 649)) return length >= 16;
  if (head(4) >= 3528 && head(4) <= 3589) return length >= 16;  // JCB
  if (head(2) == 36 || head(2) == 38 || head(2) == 39 || (head(3) >= 300 && head(3) <= 305))
    return length >= 14 && length <= 16;
  if (head(2) == 62) return length >= 16;  // UnionPay
  return false;
}

struct iban_country {
  char code[3];
  unsigned char length;
};
constexpr iban_country countries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18},
    {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21},
    {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30},
    {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25},
    {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18},
    {"NO", 15}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
    {"SA", 24}, {"SC", 31}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}};

}  // namespace

extent payment_card(std::string_view text, std::size_t place) noexcept {
  if (place > 0 && std::string_view("-_./:@#").find(text[place - 1]) != std::string_view::npos)
    return {};
  const auto value = grouped_digits(text, place, 13, 19, " -");
  if (!value || value.begin != place) return {};
  const char after = at(text, value.end);
  if ((after == '-' || after == '.' || after == '_') && is(at(text, value.end + 1), word))
    return {};
  const compact digits(text.substr(place, value.end - place));
  // Groups are of four, or as American Express writes them.
  const auto first_group = run(text, place, digit);
  if (place + first_group != value.end && first_group != 4) return {};
  return is_issuer(digits.text()) && luhn(digits.text()) ? value : extent{};
}

extent iban(std::string_view text, std::size_t place) noexcept {
  const auto country =
      std::find_if(std::begin(countries), std::end(countries), [&](const iban_country& c) {
        return text.substr(place, 2) == std::string_view(c.code, 2);
      });
  if (country == std::end(countries) || !is_digit(at(text, place + 2))) return {};
  std::size_t end = place, count = 0;
  for (; end < text.size() && count < country->length; ++end) {
    if (is(text[end], upper | digit))
      ++count;
    else if ((text[end] != ' ' && text[end] != '-') || !is(text[end - 1], alnum))
      return {};
  }
  if (count < country->length || !ends_word(text, end)) return {};
  return mod97(text.substr(place, end - place)) ? extent{place, end} : extent{};
}

extent us_ssn(std::string_view text, std::size_t place) noexcept {
  if (place > 0 && (text[place - 1] == '-' || text[place - 1] == '.')) return {};
  const auto end = place + 11;
  if (run(text, place, digit) != 3 || at(text, place + 3) != '-' ||
      run(text, place + 4, digit) != 2 || at(text, place + 6) != '-' ||
      run(text, place + 7, digit) != 4 || !ends_word(text, end) || at(text, end) == '-')
    return {};
  const auto area = text.substr(place, 3);
  if (area == "000" || area == "666" || area[0] == '9' || text.substr(place + 4, 2) == "00" ||
      text.substr(place + 7, 4) == "0000")
    return {};
  return {place, end};
}

extent email(std::string_view text, std::size_t place) noexcept {
  constexpr std::size_t longest_local = 64, longest_domain = 253;
  std::size_t begin = place;
  while (begin > 0 && place - begin < longest_local &&
         (is(text[begin - 1], alnum) ||
          std::string_view("._%+-").find(text[begin - 1]) != std::string_view::npos))
    --begin;
  if (begin == place) return {};
  std::size_t end = place + 1, last_dot = 0;
  while (end < text.size() && end - place < longest_domain &&
         (is(text[end], alnum) || text[end] == '-' || text[end] == '.')) {
    if (text[end] == '.') last_dot = end;
    ++end;
  }
  while (end > place && (text[end - 1] == '.' || text[end - 1] == '-'))
    --end;
  if (last_dot >= end) last_dot = text.substr(0, end).rfind('.');
  if (last_dot == std::string_view::npos || last_dot <= place + 1 || end - last_dot < 3) return {};
  const auto top = text.substr(last_dot + 1, end - last_dot - 1);
  if (run(top, 0, letter) != top.size()) return {};
  // Units, sockets and pictures are named with an "@" as well: getty@tty1.service, icon@2x.png.
  for (const std::string_view file : {"service", "socket", "timer", "mount", "slice", "scope",
                                      "target", "png", "jpg", "jpeg", "gif", "svg", "webp"})
    if (top == file) return {};
  return {begin, end};
}

}  // namespace hedgerow::policies
