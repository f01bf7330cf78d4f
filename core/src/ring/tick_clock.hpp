// SPDX-License-Identifier: MIT
/// @file
/// From the ticks of a record to wall-clock time, without a calibration that blocks: the rate is
/// the one between the first reading and the newest, and an event lies between the two.
#pragma once

#include <ctime>

#include <hedgerow/detail/record.hpp>

namespace hedgerow::internal {

/// All clocks at one moment.
struct clock_reading {
  std::uint64_t ticks;
  std::int64_t steady_ns;
  std::int64_t unix_ns;
};

/// Used from one thread.
class tick_clock {
 public:
  tick_clock() noexcept : first_(read()), newest_(first_) {}
  /// Goes on with the clock of another process of this machine, which read it `first` and last.
  tick_clock(const clock_reading& first, const clock_reading& last) noexcept
      : first_(first), newest_(last) {
    const clock_reading now = read();
    set_rate(now);
  }

  /// Takes a new reading; call before converting ticks that were taken since.
  void refresh() noexcept {
    newest_ = read();
    set_rate(newest_);
  }
  /// As refresh(), unless the newest reading is of the last millisecond before `ticks`.
  void keep_fresh(std::uint64_t ticks) noexcept {
    if (ticks - newest_.ticks > fresh_ticks_) [[unlikely]]
      refresh();
  }
  const clock_reading& first() const noexcept { return first_; }
  const clock_reading& newest() const noexcept { return newest_; }
  /// Nanoseconds since 1970 UTC.
  std::int64_t unix_ns(std::uint64_t ticks) const noexcept {
    const auto back = static_cast<double>(static_cast<std::int64_t>(newest_.ticks - ticks));
    return newest_.unix_ns - static_cast<std::int64_t>(back * ns_per_tick_);
  }
  /// Nanoseconds from one reading of the ticks to another, roughly.
  std::int64_t ns_between(std::uint64_t from, std::uint64_t to) const noexcept {
    return static_cast<std::int64_t>(static_cast<double>(static_cast<std::int64_t>(to - from)) *
                                     ns_per_tick_);
  }
  /// The ticks that pass in `ns` nanoseconds, roughly.
  std::uint64_t ticks_in(std::int64_t ns) const noexcept {
    return ns_per_tick_ > 0 ? static_cast<std::uint64_t>(static_cast<double>(ns) / ns_per_tick_)
                            : 0;
  }

 private:
  void set_rate(const clock_reading& now) noexcept {
    constexpr std::int64_t fresh_ns = 1'000'000;
    const std::uint64_t passed = now.ticks - first_.ticks;
    if (passed > 0 && now.steady_ns > first_.steady_ns)
      ns_per_tick_ =
          static_cast<double>(now.steady_ns - first_.steady_ns) / static_cast<double>(passed);
    fresh_ticks_ = ticks_in(fresh_ns);
  }
  static std::int64_t now(clockid_t id) noexcept {
    timespec t;
    clock_gettime(id, &t);
    return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
  }
  static clock_reading read() noexcept {
    return {detail::ticks(), now(CLOCK_MONOTONIC), now(CLOCK_REALTIME)};
  }

  clock_reading first_;
  clock_reading newest_;
  double ns_per_tick_ = 0;
  std::uint64_t fresh_ticks_ = 0;  ///< in a millisecond; none while the rate is not known
};

}  // namespace hedgerow::internal
