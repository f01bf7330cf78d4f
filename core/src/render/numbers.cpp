// SPDX-License-Identifier: MIT
#include "render/numbers.hpp"

#include <charconv>
#include <cmath>

#include "event/digits.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::size_t most_integer_digits = 20;

/// Numbers as people write them (12.5, 0.03, 1999.99): up to three decimals. A decimal of 15 digits
/// or fewer belongs to one double only, so that it is the shortest one when it reads back as `d`.
/// @return false when `d` is not of that kind
bool put_short_decimal(line_buffer& out, double d, float_layout layout) {
  // Go begins with its exponents here.
  const double largest = layout == float_layout::go ? 1e6 : 1e9;
  if (!(d < largest && d > -largest)) return false;
  const auto thousandths = static_cast<std::int64_t>(d * 1000 + (d < 0 ? -0.5 : 0.5));
  if (thousandths == 0 || static_cast<double>(thousandths) / 1000 != d) return false;
  const std::uint64_t size = static_cast<std::uint64_t>(d < 0 ? -thousandths : thousandths);
  char* const start = out.room(most_integer_digits + sizeof "-.123");
  char* at = start;
  if (d < 0) *at++ = '-';
  at = put_digits(at, size / 1000);
  const unsigned fraction = static_cast<unsigned>(size % 1000);
  if (fraction != 0 || layout != float_layout::go) {
    *at++ = '.';
    put_two_digits(at, fraction / 10);
    at[2] = static_cast<char>('0' + fraction % 10);
    at += at[2] != '0' ? 3 : at[1] != '0' ? 2 : 1;
  }
  out.wrote(static_cast<std::size_t>(at - start));
  return true;
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

void put_exponent(line_buffer& out, int exponent) {
  out.put('e');
  out.put(exponent < 0 ? '-' : '+');
  const unsigned size = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  if (size < 10) out.put('0');
  put_integer(out, std::uint64_t{size});
}

}  // namespace

void put_integer(line_buffer& out, std::int64_t i) {
  const std::uint64_t size =
      i < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(i) : static_cast<std::uint64_t>(i);
  char* const at = out.room(most_integer_digits + 1);
  *at = '-';
  out.wrote(static_cast<std::size_t>(put_digits(at + (i < 0 ? 1 : 0), size) - at));
}
void put_integer(line_buffer& out, std::uint64_t u) {
  char* const at = out.room(most_integer_digits);
  out.wrote(static_cast<std::size_t>(put_digits(at, u) - at));
}

void put_float(line_buffer& out, double d, float_layout layout) {
  if (put_short_decimal(out, d, layout)) return;
  const shortest s(d);
  const int first_with_exponent = layout == float_layout::python ? 16 : 6;
  if (s.negative) out.put('-');
  if (s.exponent < -4 || s.exponent >= first_with_exponent) {
    out.put(s.digits[0]);
    if (s.count > 1) {
      out.put('.');
      out.put(s.all().substr(1));
    }
    put_exponent(out, s.exponent);
  } else if (s.exponent < 0) {
    out.put("0.");
    out.fill('0', static_cast<std::size_t>(-s.exponent - 1));
    out.put(s.all());
  } else {
    const int whole = s.exponent + 1;
    if (s.count > whole) {
      out.put(s.all().substr(0, static_cast<std::size_t>(whole)));
      out.put('.');
      out.put(s.all().substr(static_cast<std::size_t>(whole)));
    } else {
      out.put(s.all());
      out.fill('0', static_cast<std::size_t>(whole - s.count));
      if (layout == float_layout::python) out.put(".0");
    }
  }
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
