// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Classes of bytes, and the borders of words. ASCII only; a byte above 127 counts as a letter, so
/// that a word of any script stays in one piece.
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

/// Whether no word goes on to the left of `place`. The letter of an escape, as the n of `\n`, is no
/// word.
constexpr bool starts_word(std::string_view text, std::size_t place) noexcept {
  if (place == 0 || !is(text[place - 1], word)) return true;
  const char c = text[place - 1];
  return place >= 2 && text[place - 2] == '\\' && (c == 'n' || c == 't' || c == 'r');
}

/// Whether no word goes on at `place`.
constexpr bool ends_word(std::string_view text, std::size_t place) noexcept {
  return place >= text.size() || !is(text[place], word);
}

/// How many bytes from `place` on are of the class.
constexpr std::size_t run(std::string_view text, std::size_t place, std::uint16_t of) noexcept {
  std::size_t end = place;
  while (end < text.size() && is(text[end], of))
    ++end;
  return end - place;
}

}  // namespace hedgerow::policies
