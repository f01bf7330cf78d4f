// SPDX-License-Identifier: MIT
#include "event/timestamp.hpp"

#include <chrono>

#include "event/digits.hpp"

namespace hedgerow::internal {
namespace {

void put_second(char* out, std::int64_t second) noexcept {
  using namespace std::chrono;
  const sys_seconds when{seconds{second}};
  const sys_days midnight = floor<days>(when);
  const year_month_day date{midnight};
  const hh_mm_ss time{when - midnight};
  // 64 bits of nanoseconds reach from 1677 to 2262: a year is always four digits.
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  put_two_digits(out, year / 100);
  put_two_digits(out + 2, year % 100);
  out[4] = '-';
  put_two_digits(out + 5, static_cast<unsigned>(date.month()));
  out[7] = '-';
  put_two_digits(out + 8, static_cast<unsigned>(date.day()));
  out[10] = 'T';
  put_two_digits(out + 11, static_cast<unsigned>(time.hours().count()));
  out[13] = ':';
  put_two_digits(out + 14, static_cast<unsigned>(time.minutes().count()));
  out[16] = ':';
  put_two_digits(out + 17, static_cast<unsigned>(time.seconds().count()));
  out[19] = '.';
  out[26] = 'Z';
}

}  // namespace

timestamp_text::timestamp_text() noexcept {
  put_second(text_.data(), 0);
}

const std::array<char, timestamp_text::size>&
timestamp_text::operator()(std::int64_t nanoseconds) noexcept {
  constexpr std::int64_t in_a_second = 1'000'000'000;
  // A time before the second is far behind it.
  std::uint64_t fraction = static_cast<std::uint64_t>(nanoseconds) - second_began_;
  if (fraction >= in_a_second) [[unlikely]] {
    const std::int64_t rest = nanoseconds % in_a_second;
    fraction = static_cast<std::uint64_t>(rest < 0 ? rest + in_a_second : rest);
    second_began_ = static_cast<std::uint64_t>(nanoseconds) - fraction;
    put_second(text_.data(), nanoseconds / in_a_second - (rest < 0 ? 1 : 0));
  }
  const auto microseconds = static_cast<unsigned>(fraction) / 1'000;
  put_two_digits(&text_[20], microseconds / 10'000);
  put_two_digits(&text_[22], microseconds / 100 % 100);
  put_two_digits(&text_[24], microseconds % 100);
  return text_;
}

}  // namespace hedgerow::internal
