// SPDX-License-Identifier: MIT
// IBAN: country, its length (SWIFT registry), check digits modulo 97 (ISO 13616).
#include <cstdint>

#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"
#include "gate/scan/classify.hpp"

namespace hedgerow::internal {

namespace {

struct country {
  char code[3];
  std::uint8_t length;
};

constexpr country countries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
};

constexpr std::size_t longest = 34;

char raised(char c) noexcept {
  return chars::lower.has(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

std::size_t length_in(char a, char b) noexcept {
  for (const country& c : countries)
    if (c.code[0] == a && c.code[1] == b) return c.length;
  return 0;
}

/// The number with its first four characters at the end, modulo 97, is 1.
bool checks_out(const char* iban, std::size_t length) noexcept {
  unsigned rest = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const char c = iban[(i + 4) % length];
    rest = chars::digits.has(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                                : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

/// Whether one of the groups of a UUID begins at `from`: every 12,000th UUID holds what would be a
/// number otherwise.
bool is_in_uuid(std::string_view text, std::size_t from) noexcept {
  for (const std::size_t group : {0, 9, 14, 19, 24})
    if (from >= group && text.size() - (from - group) >= uuid_size &&
        is_uuid(text.data() + (from - group)))
      return true;
  return false;
}

}  // namespace

void find_iban(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  const bool lower_case = chars::lower.has(text[from]);
  if (lower_case != chars::lower.has(at(text, from + 1))) return;
  const std::size_t wanted = length_in(raised(text[from]), raised(text[from + 1]));
  if (wanted == 0) return;
  char iban[longest];
  std::size_t n = 0;
  std::size_t i = from;
  char separator = 0;
  while (n < wanted) {
    const char c = at(text, i);
    if (chars::word.has(c)) {
      if (!chars::digits.has(c) && lower_case != chars::lower.has(c)) return;
      iban[n++] = raised(c);
    } else if ((c != ' ' && c != '-' && c != '+') || n < 4 || (separator != 0 && c != separator) ||
               !chars::word.has(at(text, i + 1))) {
      return;
    } else {
      separator = c;
    }
    ++i;
  }
  if (chars::word.has(at(text, i))) return;
  if (before(text, from) == '_' || at(text, i) == '_') return;
  if (checks_out(iban, wanted) && !is_in_uuid(text, from)) e.report(from, i, "iban");
}

}  // namespace hedgerow::internal
