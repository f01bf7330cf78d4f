// SPDX-License-Identifier: MIT
// IBAN: country, its length (SWIFT registry), check digits modulo 97 (ISO 13616).
#include <array>
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

/// With the territories that have an account number in the form of another country: those of
/// France, of the United Kingdom and of Finland.
constexpr country countries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AX", 18}, {"AZ", 28}, {"BA", 20}, {"BE", 16},
    {"BG", 22}, {"BH", 22}, {"BI", 27}, {"BL", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22},
    {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29},
    {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GF", 27},
    {"GG", 22}, {"GI", 23}, {"GL", 18}, {"GP", 27}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21},
    {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IM", 22}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JE", 22},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MF", 27}, {"MK", 19}, {"MN", 20},
    {"MQ", 27}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NC", 27}, {"NI", 28}, {"NL", 18}, {"NO", 15},
    {"OM", 23}, {"PF", 27}, {"PK", 24}, {"PL", 28}, {"PM", 27}, {"PS", 29}, {"PT", 25}, {"QA", 29},
    {"RE", 27}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24},
    {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TF", 27}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"WF", 27}, {"XK", 20}, {"YE", 30},
    {"YT", 27},
};

constexpr std::size_t index_of(char a, char b) noexcept {
  return static_cast<std::size_t>(a & 31) << 5 | static_cast<std::size_t>(b & 31);
}

/// By the letters of the country, in either case; 0: none has them.
constexpr auto lengths = [] {
  std::array<std::uint8_t, 1024> made{};
  for (const country& c : countries)
    made[index_of(c.code[0], c.code[1])] = c.length;
  return made;
}();

constexpr std::size_t shortest = 15;
constexpr std::size_t longest = 34;

/// How far before a number its name stands.
constexpr std::size_t name_window = 24;
constexpr std::string_view names[] = {"iban"};

char raised(char c) noexcept {
  return chars::lower.has(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The length of a word that is called an account number, of whatever country; else 0.
std::size_t named_length(std::string_view text, std::size_t from) noexcept {
  const std::size_t length = skip(text, from, chars::word, longest + 1) - from;
  return length >= shortest && length <= longest &&
                 mentions(window_before(text, from, name_window), names)
             ? length
             : 0;
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
  const std::size_t known = lengths[index_of(text[from], text[from + 1])];
  const std::size_t wanted = known != 0 || lower_case ? known : named_length(text, from);
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
