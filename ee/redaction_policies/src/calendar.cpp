// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "calendar.hpp"

#include "characters.hpp"

namespace hedgerow::policies {

std::optional<std::chrono::sys_days> iso_day(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t begin, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(begin, size))
      value = is_digit(c) && value >= 0 ? value * 10 + (c - '0') : -1;
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(unsigned(month)),
                                         std::chrono::day(unsigned(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace hedgerow::policies
