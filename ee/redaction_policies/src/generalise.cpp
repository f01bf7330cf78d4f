// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "generalise.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

#include "characters.hpp"
#include "term_index.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};

/// What a date consists of.
struct date_parts {
  std::string_view year{};
  unsigned month = 0;  ///< 0: it cannot be told
  bool year_first = false;
};

unsigned number_of(std::string_view digits) noexcept {
  unsigned value = 0;
  for (const char c : digits.substr(0, 8))
    value = value * 10 + unsigned(c - '0');
  return value;
}

/// The month that a word names, 13 for another word of dates and times, 0 for none.
unsigned month_of(std::string_view word) noexcept {
  static constexpr std::array<std::string_view, 13> others = {
      "t", "z", "am", "pm", "st", "nd", "rd", "th", "of", "utc", "gmt", "de", "den"};
  if (word.size() >= 3)
    for (std::size_t i = 0; i < months.size(); ++i)
      if (same_word(word, 0, 3, months[i])) return unsigned(i + 1);
  for (const auto other : others)
    if (same_word(word, 0, word.size(), other)) return 13;
  for (const std::string_view day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
    if (word.size() >= 3 && same_word(word, 0, 3, day)) return 13;
  return 0;
}

std::optional<date_parts> date_of(std::string_view value) {
  constexpr std::size_t longest = 64;
  if (value.size() > longest) return std::nullopt;
  date_parts found;
  std::vector<std::string_view> numbers;
  for (std::size_t i = 0; i < value.size();) {
    if (is(value[i], digit)) {
      numbers.push_back(value.substr(i, run(value, i, digit)));
      i += numbers.back().size();
    } else if (is(value[i], letter)) {
      const auto word = value.substr(i, run(value, i, letter));
      const auto month = month_of(word);
      if (month == 0) return std::nullopt;
      if (month <= 12) found.month = month;
      i += word.size();
    } else if (std::string_view(" -/.,:+").find(value[i]) != std::string_view::npos) {
      ++i;
    } else {
      return std::nullopt;
    }
  }
  if (numbers.size() == 1 && numbers[0].size() == 8) {  // 19850712
    found.month = number_of(numbers[0].substr(4, 2));
    found.year = numbers[0].substr(0, 4);
    found.year_first = true;
    if (found.month < 1 || found.month > 12 || number_of(numbers[0].substr(6)) > 31)
      return std::nullopt;
  } else {
    // The first number of four digits within the first three is the year; a time may follow.
    for (std::size_t i = 0; i < std::min<std::size_t>(numbers.size(), 3) && found.year.empty(); ++i)
      if (numbers[i].size() == 4) {
        found.year = numbers[i];
        found.year_first = i == 0;
        if (i == 0 && found.month == 0 && numbers.size() > 1 && numbers[1].size() <= 2)
          found.month = number_of(numbers[1]);
      } else if (numbers[i].size() > 2) {
        return std::nullopt;
      }
  }
  const auto year = number_of(found.year);
  if (found.year.empty() || year < 1000 || year > 2999 || found.month > 12) return std::nullopt;
  return found;
}

std::string network(int family, std::array<unsigned char, 16> address, unsigned bits) {
  const std::size_t size = family == AF_INET ? 4 : 16;
  for (std::size_t i = 0; i < size; ++i) {
    const auto kept = std::clamp<int>(int(bits) - int(8 * i), 0, 8);
    address[i] = static_cast<unsigned char>(address[i] & (0xff00u >> kept));
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, address.data(), text.data(), text.size());
  return std::string(text.data()) + "/" + std::to_string(bits);
}

}  // namespace

std::size_t prefix_end(std::string_view text, std::size_t place) noexcept {
  if (at(text, place) != '/') return place;
  const auto digits = run(text, place + 1, digit);
  const auto end = place + 1 + digits;
  return digits >= 1 && digits <= 3 && ends_word(text, end) ? end : place;
}

std::optional<std::string> generalisation::of(std::string_view value) const {
  const auto slash = value.find('/');
  const bool is_network =
      slash != std::string_view::npos && prefix_end(value, slash) == value.size();
  const std::string host(is_network ? value.substr(0, slash) : value);
  std::array<unsigned char, 16> address{};
  if (host.size() < INET6_ADDRSTRLEN) {
    for (const auto& [family, bits] :
         {std::pair(AF_INET, ipv4_bits), std::pair(AF_INET6, ipv6_bits)}) {
      if (inet_pton(family, host.c_str(), address.data()) != 1) continue;
      const bool wide = is_network && number_of(value.substr(slash + 1)) <= bits;
      return network(family, address, wide ? number_of(value.substr(slash + 1)) : bits);
    }
  }
  const auto date = date_of(value);
  if (!date) return std::nullopt;
  if (!keep_month || date->month == 0) return std::string(date->year);
  return std::string(date->year) + (date->month < 10 ? "-0" : "-") + std::to_string(date->month);
}

}  // namespace hedgerow::policies
