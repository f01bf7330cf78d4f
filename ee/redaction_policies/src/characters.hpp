// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Classes of bytes, and the borders of words. A byte above 127 counts as a letter, so that a word
/// of any script stays in one piece; punctuation, symbols and scripts that write without blanks
/// between words end the word before them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hedgerow::policies {

enum char_class : std::uint16_t {
  digit = 1,
  lower = 2,
  upper = 4,
  lower_hex = 8,
  upper_hex = 16,
  base58 = 32,
  other_script = 64,
  letter = lower | upper,
  alnum = digit | lower | upper,
  hex = digit | lower_hex | upper_hex,
  word = alnum | other_script,
};

namespace detail {
constexpr std::array<std::uint16_t, 256> make_classes() {
  std::array<std::uint16_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    std::uint16_t bits = 0;
    if (c >= '0' && c <= '9') bits |= digit;
    if (c >= 'a' && c <= 'z') bits |= lower;
    if (c >= 'A' && c <= 'Z') bits |= upper;
    if (c >= 'a' && c <= 'f') bits |= lower_hex;
    if (c >= 'A' && c <= 'F') bits |= upper_hex;
    if ((bits & alnum) && c != '0' && c != 'O' && c != 'I' && c != 'l') bits |= base58;
    if (c >= 128) bits |= other_script;
    classes[std::size_t(c)] = bits;
  }
  return classes;
}
inline constexpr auto classes = make_classes();
}  // namespace detail

constexpr bool is(char c, std::uint16_t of) noexcept {
  return (detail::classes[static_cast<unsigned char>(c)] & of) != 0;
}
constexpr bool is_digit(char c) noexcept {
  return is(c, digit);
}
constexpr char lowered(char c) noexcept {
  return is(c, upper) ? char(c + ('a' - 'A')) : c;
}
constexpr char raised(char c) noexcept {
  return is(c, lower) ? char(c - ('a' - 'A')) : c;
}

/// A set of bytes, to be asked in one step.
class byte_set {
 public:
  constexpr explicit byte_set(std::string_view bytes) noexcept {
    for (const char c : bytes)
      has_[static_cast<unsigned char>(c)] = true;
  }
  /// All bytes from `first` to `last` as well.
  constexpr byte_set with(unsigned char first, unsigned char last) const noexcept {
    auto more = *this;
    for (unsigned c = first; c <= last; ++c)
      more.has_[c] = true;
    return more;
  }
  constexpr bool has(char c) const noexcept { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

/// The byte at a place, or 0 beyond the end.
constexpr char at(std::string_view text, std::size_t place) noexcept {
  return place < text.size() ? text[place] : '\0';
}

/// Whether a character of Unicode that begins with this byte belongs to no word with letters before
/// it: punctuation, symbols, and scripts that write without blanks (Thai, kana, Han, Hangul).
constexpr bool leads_apart(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return byte == 0xc2 || byte == 0xe0 || byte >= 0xe2;
}

/// The length of the punctuation, blank or symbol of Unicode that begins at `place`; 0: none does.
constexpr std::size_t sign_length(std::string_view text, std::size_t place) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at(text, i)); };
  const auto lead = byte(place), second = byte(place + 1), third = byte(place + 2);
  std::size_t length = 0;
  if (lead == 0xc2)
    length = 2;  // U+0080 to U+00BF
  else if (lead == 0xe2 || (lead == 0xe3 && second == 0x80))
    length = 3;  // U+2000 to U+2FFF, CJK punctuation
  else if (lead == 0xef && (second == 0xb8 || second == 0xbb))
    length = 3;  // variation selectors, byte order mark
  else if (lead == 0xef && second == 0xbc && (third <= 0x8f || third >= 0xbb || third == 0xa0))
    length = 3;  // full-width punctuation
  else if (lead == 0xef && second == 0xbc && third >= 0x9a && third < 0xa0)
    length = 3;
  else if (lead == 0xf0 && second == 0x9f)
    length = 4;  // pictures
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(place + i) & 0xc0) != 0x80) return 0;  // no UTF-8
  return length;
}

/// Whether no word goes on to the left of `place`. The letter of an escape, as the n of `\n`, is no
/// word.
constexpr bool starts_word(std::string_view text, std::size_t place) noexcept {
  if (place == 0 || !is(text[place - 1], word)) return true;
  const char c = text[place - 1];
  if (is(c, other_script)) {
    auto lead = place - 1;
    while (lead > 0 && place - lead < 4 && (static_cast<unsigned char>(text[lead]) & 0xc0) == 0x80)
      --lead;
    return leads_apart(text[lead]);
  }
  return place >= 2 && text[place - 2] == '\\' && (c == 'n' || c == 't' || c == 'r');
}

/// Whether no word goes on at `place`.
constexpr bool ends_word(std::string_view text, std::size_t place) noexcept {
  return place >= text.size() || !is(text[place], word) || leads_apart(text[place]);
}

/// How many bytes from `place` on are of the class.
constexpr std::size_t run(std::string_view text, std::size_t place, std::uint16_t of) noexcept {
  std::size_t end = place;
  while (end < text.size() && is(text[end], of))
    ++end;
  return end - place;
}

/// Where the bytes of other scripts that begin at `place` end: after a sign, before one, before a
/// byte of ASCII, and where a script that writes without blanks begins or ends.
constexpr std::size_t script_end(std::string_view text, std::size_t place) noexcept {
  if (const auto sign = sign_length(text, place)) return place + sign;
  const bool apart = leads_apart(at(text, place));
  std::size_t end = place;
  while (end < text.size() && is(text[end], other_script)) {
    const bool lead = (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80;
    if (lead && end > place && (leads_apart(text[end]) != apart || sign_length(text, end) != 0))
      break;
    ++end;
  }
  return end;
}

}  // namespace hedgerow::policies
