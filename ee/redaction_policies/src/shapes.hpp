// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// How values look: readers for the tables of the packs. Each takes a place where a word begins and
/// gives the extent of the value there, or nothing. None looks farther than a fixed window.
#pragma once

#include <cstddef>
#include <string_view>

#include "characters.hpp"
#include "pack.hpp"

namespace hedgerow::policies {

/// Digits in groups, parted by single separators.
extent grouped_digits(std::string_view text, std::size_t place, std::size_t least, std::size_t most,
                      std::string_view separators) noexcept;

/// Whether a calendar date or a time of day begins here: what a number in a log mostly is.
bool looks_like_date(std::string_view text, std::size_t place) noexcept;

/// A number that an authority gives out: letters and digits, perhaps in groups.
struct id_limits {
  std::size_t least = 5;  ///< letters and digits together
  std::size_t most = 20;
  std::size_t least_digits = 4;
  std::string_view separators = " -./_";
};
extent id_number(std::string_view text, std::size_t place, const id_limits& limits) noexcept;

template <std::size_t Least, std::size_t Most>
extent digits(std::string_view text, std::size_t place) noexcept {
  return grouped_digits(text, place, Least, Most, " -");
}
template <std::size_t Least, std::size_t Most>
extent dotted_digits(std::string_view text, std::size_t place) noexcept {
  return grouped_digits(text, place, Least, Most, " -./");
}
template <std::size_t Least, std::size_t Most>
extent plain_digits(std::string_view text, std::size_t place) noexcept {
  return grouped_digits(text, place, Least, Most, "");
}
template <std::size_t Least, std::size_t Most, std::size_t Digits>
extent identifier(std::string_view text, std::size_t place) noexcept {
  return id_number(text, place, {Least, Most, Digits});
}
template <std::size_t Least, std::size_t Most, std::size_t Digits>
extent plain_identifier(std::string_view text, std::size_t place) noexcept {
  return id_number(text, place, {Least, Most, Digits, "-"});
}

/// A date: 1984-02-29, 29.2.1984, 22-nov-1972, Dec 1, 1990, 1 December 1990, 19840229.
extent date(std::string_view text, std::size_t place) noexcept;

/// Any text: up to the closing quote, or to the next delimiter or key. All of a text that begins
/// at place 0, which is a field's whole value.
extent free_text(std::string_view text, std::size_t place) noexcept;

/// A random-looking secret: 10 to 512 bytes without white space, with letters and digits mixed.
extent random_secret(std::string_view text, std::size_t place) noexcept;

/// Geographic coordinates, "48.8583701,2.2944813" or one of the two.
extent coordinates(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
