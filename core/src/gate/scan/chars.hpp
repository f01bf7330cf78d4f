// SPDX-License-Identifier: MIT
/// @file
/// Sets of bytes, and small questions about text that the detectors share. Nothing here is
/// locale-dependent; bytes from 0x80 belong to no set unless it says so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hedgerow::internal {

/// A set of byte values with a test that is one load.
class byte_set {
 public:
  constexpr byte_set() noexcept = default;
  constexpr explicit byte_set(std::string_view members) noexcept {
    for (const char c : members)
      add(c);
  }
  constexpr bool has(char c) const noexcept { return in_[static_cast<unsigned char>(c)]; }

  constexpr byte_set with(std::string_view more) const noexcept {
    byte_set out = *this;
    for (const char c : more)
      out.add(c);
    return out;
  }
  constexpr byte_set with_range(unsigned char first, unsigned char last) const noexcept {
    byte_set out = *this;
    for (unsigned c = first; c <= last; ++c)
      out.in_[c] = true;
    return out;
  }

 private:
  constexpr void add(char c) noexcept { in_[static_cast<unsigned char>(c)] = true; }
  std::array<bool, 256> in_{};
};

namespace chars {
inline constexpr byte_set digits = byte_set{}.with_range('0', '9');
inline constexpr byte_set lower = byte_set{}.with_range('a', 'z');
inline constexpr byte_set upper = byte_set{}.with_range('A', 'Z');
inline constexpr byte_set letters = lower.with_range('A', 'Z');
inline constexpr byte_set word = letters.with_range('0', '9');
inline constexpr byte_set base64url = word.with("_-");
inline constexpr byte_set base64 = word.with("+/");
inline constexpr byte_set token68 = word.with("-._~+/");
inline constexpr byte_set space{" \t"};
inline constexpr byte_set white{" \t\r\n"};
inline constexpr byte_set quotes{"\"'`"};
}  // namespace chars

/// The byte at `i`, 0 outside of the text.
constexpr char at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? text[i] : '\0';
}
/// The byte before `i`, 0 at the beginning.
constexpr char before(std::string_view text, std::size_t i) noexcept {
  return i > 0 && i <= text.size() ? text[i - 1] : '\0';
}

/// Where the run of `set` that begins at `from` ends.
constexpr std::size_t skip(std::string_view text, std::size_t from, const byte_set& set) noexcept {
  while (from < text.size() && set.has(text[from]))
    ++from;
  return from;
}
/// The same, over at most `most` bytes.
constexpr std::size_t skip(std::string_view text, std::size_t from, const byte_set& set,
                           std::size_t most) noexcept {
  const std::size_t stop = most < text.size() - from ? from + most : text.size();
  return skip(text.substr(0, stop), from, set);
}
/// Where the run of `set` that ends at `to` begins, at most `most` bytes back.
constexpr std::size_t skip_back(std::string_view text, std::size_t to, const byte_set& set,
                                std::size_t most) noexcept {
  const std::size_t stop = to > most ? to - most : 0;
  while (to > stop && set.has(text[to - 1]))
    --to;
  return to;
}

/// ASCII lower case.
constexpr char lowered(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
/// Whether `word`, lower case, stands at `from` in any case.
constexpr bool word_at(std::string_view text, std::size_t from, std::string_view word) noexcept {
  if (from > text.size() || text.size() - from < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lowered(text[from + i]) != word[i]) return false;
  return true;
}
constexpr bool same_word(std::string_view a, std::string_view lower_case) noexcept {
  return a.size() == lower_case.size() && word_at(a, 0, lower_case);
}

/// Whether one of `words` (lower case) stands in `text` as a whole word. `text` is a short window.
template <std::size_t N>
constexpr bool mentions(std::string_view text, const std::string_view (&words)[N]) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!chars::word.has(text[i]) ||
        (i > 0 && chars::word.has(text[i - 1]) &&
         !(chars::upper.has(text[i]) && chars::lower.has(text[i - 1]))))
      continue;
    for (const std::string_view word : words)
      if (word_at(text, i, word) && !chars::lower.has(at(text, i + word.size()))) return true;
  }
  return false;
}

/// The `most` bytes before `to`.
constexpr std::string_view window_before(std::string_view text, std::size_t to,
                                         std::size_t most) noexcept {
  const std::size_t from = to > most ? to - most : 0;
  return text.substr(from, to - from);
}

}  // namespace hedgerow::internal
