// SPDX-License-Identifier: MIT
#include "gate/scan/classify.hpp"

#include <array>

namespace hedgerow::internal {

namespace {

enum : std::uint8_t {
  letter = 1,
  digit = 2,
  at_sign = 4,
  separator = 8,
  angle = 16,
  percent = 32,
  unusual = 64,
  dash = 128
};

constexpr std::array<std::uint8_t, 256> make_classes() noexcept {
  std::array<std::uint8_t, 256> c{};
  for (unsigned i = 'a'; i <= 'z'; ++i)
    c[i] = c[i - 'a' + 'A'] = letter;
  for (unsigned i = '0'; i <= '9'; ++i)
    c[i] = digit;
  for (unsigned i = 0x80; i <= 0xff; ++i)
    c[i] = unusual;
  c['@'] = at_sign;
  c['='] = c[':'] = separator;
  c['<'] = angle;
  c['%'] = percent;
  c['-'] = dash;
  c['\\'] = c[0x1b] = unusual;
  return c;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();

}  // namespace

void classify_portably(const char* text, std::size_t blocks, block_masks* out) noexcept {
  for (; blocks > 0; --blocks, text += block_size, ++out) {
    block_masks m{};
    for (std::size_t i = 0; i < block_size; ++i) {
      const std::uint64_t c = classes[static_cast<unsigned char>(text[i])];
      m.letter |= (c & 1) << i;
      m.low_case |= (static_cast<std::uint64_t>(text[i]) >> 5 & 1) << i;
      m.digit |= (c >> 1 & 1) << i;
      m.at |= (c >> 2 & 1) << i;
      m.separator |= (c >> 3 & 1) << i;
      m.angle |= (c >> 4 & 1) << i;
      m.percent |= (c >> 5 & 1) << i;
      m.unusual |= (c >> 6 & 1) << i;
      m.dash |= (c >> 7 & 1) << i;
    }
    *out = m;
  }
}

#if !defined(__x86_64__)
bool is_uuid(const char* text) noexcept {
  for (std::size_t i = 0; i < uuid_size; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char low = static_cast<char>(text[i] | 0x20);
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (low >= 'a' && low <= 'f');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

quick_masks classify_short(const char* text, std::size_t size) noexcept {
  quick_masks m{};
  m.plain = true;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t c = classes[static_cast<unsigned char>(text[i])];
    m.plain = m.plain && text[i] >= ' ' && text[i] <= '~' && text[i] != '"' && text[i] != '\\';
    m.letter |= std::uint64_t{(c & letter) != 0} << i;
    m.low_case |= std::uint64_t{(text[i] & 0x20) != 0} << i;
    m.digit |= std::uint64_t{(c & digit) != 0} << i;
    m.dash |= std::uint64_t{(c & dash) != 0} << i;
    m.special = m.special || (c & ~(letter | digit | dash)) != 0;
  }
  return m;
}

classifier best_classifier() noexcept {
  return classify_portably;
}
#endif

}  // namespace hedgerow::internal
