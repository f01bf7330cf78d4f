// SPDX-License-Identifier: MIT
#include "event/timestamp.hpp"

#include <chrono>

namespace hedgerow::internal {
namespace {

void put_digits(char* out, unsigned value, int digits) noexcept {
  for (char* p = out + digits; p != out; value /= 10)
    *--p = static_cast<char>('0' + value % 10);
}

void put_second(char* out, std::int64_t second) noexcept {
  using namespace std::chrono;
  const sys_seconds when{seconds{second}};
  const sys_days midnight = floor<days>(when);
  const year_month_day date{midnight};
  const hh_mm_ss time{when - midnight};
  // 64 bits of nanoseconds reach from 1677 to 2262: a year is always four digits.
  put_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out[4] = '-';
  put_digits(out + 5, static_cast<unsigned>(date.month()), 2);
  out[7] = '-';
  put_digits(out + 8, static_cast<unsigned>(date.day()), 2);
  out[10] = 'T';
  put_digits(out + 11, static_cast<unsigned>(time.hours().count()), 2);
  out[13] = ':';
  put_digits(out + 14, static_cast<unsigned>(time.minutes().count()), 2);
  out[16] = ':';
  put_digits(out + 17, static_cast<unsigned>(time.seconds().count()), 2);
  out[19] = '.';
  out[26] = 'Z';
}

}  // namespace

std::string_view timestamp_text::operator()(std::int64_t nanoseconds) noexcept {
  constexpr std::int64_t in_a_second = 1'000'000'000;
  std::int64_t second = nanoseconds / in_a_second;
  std::int64_t fraction = nanoseconds % in_a_second;
  if (fraction < 0) {
    fraction += in_a_second;
    --second;
  }
  if (second != second_) {
    put_second(text_, second);
    second_ = second;
  }
  put_digits(text_ + 20, static_cast<unsigned>(fraction / 1'000), 6);
  return {text_, size};
}

}  // namespace hedgerow::internal
