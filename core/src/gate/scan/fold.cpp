// SPDX-License-Identifier: MIT
#include "gate/scan/chars.hpp"
#include "gate/scan/coding.hpp"

namespace hedgerow::internal {

namespace {

/// One character of the input: how long it is, and what stands for it.
struct folded {
  std::size_t length;
  char as;  ///< 0: nothing; `keep`: the bytes as they are
};
constexpr char keep = '\x7f';

constexpr std::size_t longest_colour = 16;

/// ESC [ ... letter.
folded fold_escape(std::string_view text, std::size_t i) noexcept {
  if (at(text, i + 1) != '[') return {1, keep};
  const std::size_t end = skip(text, i + 2, chars::digits.with(";?"), longest_colour);
  return chars::letters.has(at(text, end)) ? folded{end + 1 - i, 0} : folded{1, keep};
}

int hex(char c) noexcept {
  if (chars::digits.has(c)) return c - '0';
  const char l = lowered(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// \u0061, also with its backslash written twice.
folded fold_backslash(std::string_view text, std::size_t i) noexcept {
  std::size_t u = i + 1;
  if (at(text, u) == '\\') ++u;
  if (at(text, u) != 'u' || at(text, u + 1) != '0' || at(text, u + 2) != '0') return {1, keep};
  const int high = hex(at(text, u + 3));
  const int low = hex(at(text, u + 4));
  const int c = high * 16 + low;
  if (high < 0 || low < 0 || c < 0x20 || c > 0x7e) return {1, keep};
  return {u + 5 - i, static_cast<char>(c)};
}

std::uint32_t code_point(std::string_view text, std::size_t i, std::size_t& length) noexcept {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(at(text, i + k)); };
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xC0) == 0x80; };
  const unsigned lead = byte(0);
  length = 1;
  if (lead >= 0xC2 && lead <= 0xDF && tail(1)) {
    length = 2;
    return (lead & 0x1F) << 6 | (byte(1) & 0x3Fu);
  }
  if (lead >= 0xE0 && lead <= 0xEF && tail(1) && tail(2)) {
    length = 3;
    return (lead & 0x0F) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  }
  if (lead >= 0xF0 && lead <= 0xF4 && tail(1) && tail(2) && tail(3)) {
    length = 4;
    return (lead & 0x07) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
           (byte(3) & 0x3Fu);
  }
  return 0;
}

/// The zeros of the scripts whose ten digits follow each other (Unicode, category Nd).
constexpr std::uint32_t zeros[] = {0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6, 0x0A66,
                                   0x0AE6,  0x0B66,  0x0BE6,  0x0C66,  0x0CE6, 0x0D66,
                                   0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x17E0, 0x1810,
                                   0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6};

char fold_code_point(std::uint32_t c) noexcept {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0x00AD ||
      c == 0x180E || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x202A && c <= 0x202E))
    return 0;
  if (c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000) return ' ';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  for (const std::uint32_t zero : zeros)
    if (c >= zero && c < zero + 10) return static_cast<char>(c - zero + '0');
  return keep;
}

folded fold_at(std::string_view text, std::size_t i) noexcept {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c == 0x1b) return fold_escape(text, i);
  if (c == '\\') return fold_backslash(text, i);
  if (c < 0x80) return {1, keep};
  std::size_t length = 1;
  const std::uint32_t point = code_point(text, i, length);
  return {length, point == 0 ? keep : fold_code_point(point)};
}

}  // namespace

decoded_text fold(std::string_view text, arena& memory) {
  std::size_t first = 0;
  while (first < text.size()) {
    const folded f = fold_at(text, first);
    if (f.as != keep) break;
    first += f.length;
  }
  if (first >= text.size()) return {};
  char* const out = static_cast<char*>(memory.allocate(text.size(), 1));
  const auto begins = memory.make<std::uint32_t>(text.size());
  const auto ends = memory.make<std::uint32_t>(text.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size();) {
    const folded f = fold_at(text, i);
    if (f.as == keep) {
      for (std::size_t k = 0; k < f.length; ++k, ++n) {
        out[n] = text[i + k];
        begins[n] = static_cast<std::uint32_t>(i + k);
        ends[n] = static_cast<std::uint32_t>(i + k + 1);
      }
    } else if (f.as != 0) {
      out[n] = f.as;
      begins[n] = static_cast<std::uint32_t>(i);
      ends[n++] = static_cast<std::uint32_t>(i + f.length);
    }
    i += f.length;
  }
  return {{out, n}, begins.first(n), ends.first(n)};
}

}  // namespace hedgerow::internal
