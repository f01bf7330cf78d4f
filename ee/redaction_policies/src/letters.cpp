// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "letters.hpp"

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

/// U+00C0 to U+017F: the letter without its accent, or a blank for what has none.
constexpr std::string_view latin = "aaaaaa ceeeeiiii"
                                   " nooooo ouuuuy  "
                                   "aaaaaa ceeeeiiii"
                                   " nooooo ouuuuy y"
                                   "aaaaaaccccccccdd"
                                   "ddeeeeeeeeeegggg"
                                   "gggghhhhiiiiiiii"
                                   "ii  jjkk lllllll"
                                   "lllnnnnnnn  oooo"
                                   "oo  rrrrrrssssss"
                                   "ssttttttuuuuuuuu"
                                   "uuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xc0);

constexpr unsigned code_point(char lead, char next) noexcept {
  return (static_cast<unsigned char>(lead) & 0x1fu) << 6 |
         (static_cast<unsigned char>(next) & 0x3fu);
}

unsigned in_lower_case(unsigned c) noexcept {
  switch (c) {
  case 0xc6:
    return 0xe6;  // Æ
  case 0xde:
    return 0xfe;  // Þ
  case 0x152:
    return 0x153;  // Œ
  case 0x386:
  case 0x3ac:
    return 0x3b1;  // ά
  case 0x388:
  case 0x3ad:
    return 0x3b5;  // έ
  case 0x389:
  case 0x3ae:
    return 0x3b7;  // ή
  case 0x38a:
  case 0x3af:
    return 0x3b9;  // ί
  case 0x38c:
  case 0x3cc:
    return 0x3bf;  // ό
  case 0x38e:
  case 0x3cd:
    return 0x3c5;  // ύ
  case 0x38f:
  case 0x3ce:
    return 0x3c9;  // ώ
  case 0x3c2:
    return 0x3c3;  // ς
  default:
    break;
  }
  if (c >= 0x391 && c <= 0x3a9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42f) return c + 0x20;
  if (c >= 0x400 && c <= 0x40f) return c + 0x50;
  return c;
}

}  // namespace

folded_letter fold_letter(std::string_view text, std::size_t place) noexcept {
  const char c = text[place];
  const char next = at(text, place + 1);
  const bool two_bytes = (static_cast<unsigned char>(c) & 0xe0) == 0xc0 &&
                         (static_cast<unsigned char>(next) & 0xc0) == 0x80;
  if (!two_bytes) return {1, 1, {lowered(c)}};
  const auto code = code_point(c, next);
  if (code >= 0x300 && code < 0x370) return {2, 0, {}};
  if (code >= 0xc0 && code < 0x180)
    if (const char base = latin[code - 0xc0]; base != ' ') return {2, 1, {base}};
  const auto lower_case = in_lower_case(code);
  return {2, 2, {char(0xc0 | lower_case >> 6), char(0x80 | (lower_case & 0x3f))}};
}

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto one = fold_letter(text, i);
    out.append(one.bytes, one.size);
    i += one.length;
  }
  return out;
}

}  // namespace hedgerow::policies
