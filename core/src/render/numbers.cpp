// SPDX-License-Identifier: MIT
#include "render/numbers.hpp"

#include <charconv>
#include <cmath>
#include <cstring>

#include "event/digits.hpp"

namespace hedgerow::internal {
namespace {

/// Numbers as people write them (12.5, 0.03, 1999.99): up to three decimals. A decimal of 15 digits
/// or fewer belongs to one double only, so that it is the shortest one when it reads back as `d`.
/// @return null when `d` is not of that kind
char* put_short_decimal(char* at, double d, float_layout layout) noexcept {
  // Go begins with its exponents here.
  const double largest = layout == float_layout::go ? 1e6 : 1e9;
  if (!(d < largest && d > -largest)) return nullptr;
  const auto thousandths = static_cast<std::int64_t>(d * 1000 + (d < 0 ? -0.5 : 0.5));
  if (thousandths == 0 || static_cast<double>(thousandths) / 1000 != d) return nullptr;
  const std::uint64_t size = static_cast<std::uint64_t>(d < 0 ? -thousandths : thousandths);
  if (d < 0) *at++ = '-';
  at = put_digits(at, size / 1000);
  const unsigned fraction = static_cast<unsigned>(size % 1000);
  if (fraction != 0 || layout != float_layout::go) {
    *at++ = '.';
    put_two_digits(at, fraction / 10);
    at[2] = static_cast<char>('0' + fraction % 10);
    at += at[2] != '0' ? 3 : at[1] != '0' ? 2 : 1;
  }
  return at;
}

/// The shortest digits of a double, and where the point is: d.ddd * 10^exponent.
struct shortest {
  explicit shortest(double d) {
    char text[32];
    const char* const end =
        std::to_chars(text, text + sizeof text, d, std::chars_format::scientific).ptr;
    const char* p = text;
    negative = *p == '-';
    if (negative) ++p;
    for (; *p != 'e'; ++p)
      if (*p != '.') digits[count++] = *p;
    ++p;
    if (*p == '+') ++p;
    std::from_chars(p, end, exponent);
  }
  std::string_view all() const noexcept { return {digits, static_cast<std::size_t>(count)}; }

  char digits[20];
  int count = 0;
  int exponent = 0;
  bool negative = false;
};

char* put_text(char* at, std::string_view text) noexcept {
  std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

char* put_zeroes(char* at, int count) noexcept {
  std::memset(at, '0', static_cast<std::size_t>(count));
  return at + count;
}

char* put_exponent(char* at, int exponent) noexcept {
  *at++ = 'e';
  *at++ = exponent < 0 ? '-' : '+';
  const unsigned size = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  if (size < 10) *at++ = '0';
  return put_digits(at, size);
}

char* put_shortest(char* at, double d, float_layout layout) noexcept {
  const shortest s(d);
  const int first_with_exponent = layout == float_layout::python ? 16 : 6;
  if (s.negative) *at++ = '-';
  if (s.exponent < -4 || s.exponent >= first_with_exponent) {
    *at++ = s.digits[0];
    if (s.count > 1) {
      *at++ = '.';
      at = put_text(at, s.all().substr(1));
    }
    return put_exponent(at, s.exponent);
  }
  if (s.exponent < 0) {
    at = put_zeroes(put_text(at, "0."), -s.exponent - 1);
    return put_text(at, s.all());
  }
  const int whole = s.exponent + 1;
  if (s.count > whole) {
    at = put_text(at, s.all().substr(0, static_cast<std::size_t>(whole)));
    *at++ = '.';
    return put_text(at, s.all().substr(static_cast<std::size_t>(whole)));
  }
  at = put_zeroes(put_text(at, s.all()), whole - s.count);
  return layout == float_layout::python ? put_text(at, ".0") : at;
}

}  // namespace

char* put_integer(char* out, std::int64_t i) noexcept {
  const std::uint64_t size =
      i < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(i) : static_cast<std::uint64_t>(i);
  *out = '-';
  return put_digits(out + (i < 0 ? 1 : 0), size);
}
char* put_integer(char* out, std::uint64_t u) noexcept {
  return put_digits(out, u);
}

char* put_float(char* out, double d, float_layout layout) noexcept {
  char* const end = put_short_decimal(out, d, layout);
  return end != nullptr ? end : put_shortest(out, d, layout);
}

bool is_json_number(std::string_view text) noexcept {
  const char* p = text.data();
  const char* const end = p + text.size();
  const auto digits = [&] {
    const char* const from = p;
    while (p != end && *p >= '0' && *p <= '9')
      ++p;
    return p - from;
  };
  if (p != end && *p == '-') ++p;
  const bool leading_zero = p != end && *p == '0';
  const auto whole = digits();
  if (whole == 0 || (leading_zero && whole > 1)) return false;
  if (p != end && *p == '.') {
    ++p;
    if (digits() == 0) return false;
  }
  if (p != end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p != end && (*p == '+' || *p == '-')) ++p;
    if (digits() == 0) return false;
  }
  return p == end;
}

}  // namespace hedgerow::internal
