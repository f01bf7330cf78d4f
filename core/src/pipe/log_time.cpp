// SPDX-License-Identifier: MIT
#include "pipe/log_time.hpp"

#include <chrono>
#include <cmath>

namespace hedgerow::internal {

namespace {

constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;

/// Takes parts off the front of a text; after a mistake nothing more is taken.
class time_reader {
 public:
  explicit time_reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int n = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= rest_.size() || !is_digit(rest_[i])) return fail();
      n = n * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return n;
  }
  bool skip_one_of(std::string_view allowed) {
    if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect_one_of(std::string_view allowed) {
    if (!skip_one_of(allowed)) fail();
  }
  /// Digits behind the point, as nanoseconds; what is finer is cut.
  std::int64_t fraction() {
    std::int64_t ns = 0;
    std::int64_t unit = nanoseconds_a_second;
    std::size_t n = 0;
    for (; n < rest_.size() && is_digit(rest_[n]); ++n) {
      unit /= 10;
      ns += unit * (rest_[n] - '0');
    }
    if (n == 0) fail();
    rest_.remove_prefix(n);
    return ns;
  }
  /// Seconds east of UTC.
  int offset() {
    if (skip_one_of("Zz")) return 0;
    const bool west = !rest_.empty() && rest_.front() == '-';
    expect_one_of("+-");
    const int hours = digits(2);
    skip_one_of(":");
    const int minutes = digits(2);
    if (hours > 23 || minutes > 59) fail();
    return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  int fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<std::int64_t> in_nanoseconds(std::int64_t count, std::int64_t unit) {
  std::int64_t ns = 0;
  if (__builtin_mul_overflow(count, unit, &ns)) return {};
  return ns;
}

}  // namespace

std::optional<std::int64_t> time_from_text(std::string_view text) noexcept {
  using namespace std::chrono;
  time_reader in(text);
  const year y{in.digits(4)};
  in.expect_one_of("-");
  const month m{static_cast<unsigned>(in.digits(2))};
  in.expect_one_of("-");
  const day d{static_cast<unsigned>(in.digits(2))};
  in.expect_one_of("Tt ");
  const int hour = in.digits(2);
  in.expect_one_of(":");
  const int minute = in.digits(2);
  in.expect_one_of(":");
  const int second = in.digits(2);
  const std::int64_t fraction = in.skip_one_of(".,") ? in.fraction() : 0;
  const int offset = in.offset();
  const year_month_day date{y, m, d};
  // A leap second has no number of its own: such a text stays as it is.
  if (!in.done() || !date.ok() || hour > 23 || minute > 59 || second > 59) return {};
  const std::int64_t seconds = std::int64_t{sys_days(date).time_since_epoch().count()} * 86'400 +
                               hour * 3600 + minute * 60 + second - offset;
  const auto whole = in_nanoseconds(seconds, nanoseconds_a_second);
  std::int64_t ns = 0;
  if (!whole || __builtin_add_overflow(*whole, fraction, &ns)) return {};
  return ns;
}

std::optional<std::int64_t> time_from_number(const value& number) noexcept {
  if (number.type == kind::floating) {
    const double v = number.as_double();
    if (v >= 1e8 && v < 1e11)  // seconds; a double holds microseconds of these
      return std::llround(v * 1e6) * 1'000;
    if (v >= 1e11 && v < 1e14) return std::llround(v * 1e3) * 1'000;
    return {};
  }
  std::uint64_t n = 0;
  if (number.type == kind::unsigned_integer)
    n = number.as_unsigned();
  else if (number.type == kind::signed_integer && number.as_integer() > 0)
    n = static_cast<std::uint64_t>(number.as_integer());
  if (n < 100'000'000 || n > 9'000'000'000'000'000'000u) return {};
  const auto count = static_cast<std::int64_t>(n);
  if (n < 100'000'000'000) return in_nanoseconds(count, nanoseconds_a_second);
  if (n < 100'000'000'000'000) return in_nanoseconds(count, 1'000'000);
  if (n < 100'000'000'000'000'000) return in_nanoseconds(count, 1'000);
  return count;
}

}  // namespace hedgerow::internal
