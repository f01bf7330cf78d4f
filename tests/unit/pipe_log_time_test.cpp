// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipe/log_time.hpp"

using namespace hedgerow::internal;

using instant = std::optional<std::int64_t>;

TEST_CASE("a time with an offset is known, any other is not") {
  struct row {
    std::string_view text;
    instant expected;
  };
  const auto r = GENERATE(values<row>({
      {"2021-10-28T13:46:40.099007Z", 1635428800099007000},
      {"2021-10-28T13:46:40Z", 1635428800000000000},
      {"2021-10-28 13:46:40,5+00:00", 1635428800500000000},
      {"2021-10-28T15:46:40.123456789+0200", 1635428800123456789},
      {"2021-10-28T08:46:40-05:00", 1635428800000000000},
      {"1969-12-31T23:59:59.5z", -500000000},
      {"2021-10-28T13:46:40", std::nullopt},
      {"2021-10-28", std::nullopt},
      {"2021-02-29T00:00:00Z", std::nullopt},
      {"2021-13-01T00:00:00Z", std::nullopt},
      {"2021-10-28T24:00:00Z", std::nullopt},
      {"2016-12-31T23:59:60Z", std::nullopt},
      {"2021-10-28T13:46:40.Z", std::nullopt},
      {"2021-10-28T13:46:40Z ", std::nullopt},
      {"2021-10-28T13:46:40+24:00", std::nullopt},
      {"9999-01-01T00:00:00Z", std::nullopt},
      {"", std::nullopt},
  }));
  CHECK(r.expected == time_from_text(r.text));
}

TEST_CASE("an epoch number is told apart by its size") {
  struct row {
    value number;
    instant expected;
  };
  const auto r = GENERATE(values<row>({
      {value::unsigned_integer(1635428800), 1635428800000000000},
      {value::unsigned_integer(1635428800099), 1635428800099000000},
      {value::unsigned_integer(1635428800099007), 1635428800099007000},
      {value::unsigned_integer(1635428800099007123), 1635428800099007123},
      {value::floating(1635428800.099007), 1635428800099007000},
      {value::floating(1635428800099.007), 1635428800099007000},
      {value::unsigned_integer(12), std::nullopt},
      {value::integer(-1635428800), std::nullopt},
      {value::floating(0.5), std::nullopt},
      {value::unsigned_integer(18446744073709551615u), std::nullopt},
      {value::boolean(true), std::nullopt},
  }));
  CHECK(r.expected == time_from_number(r.number));
}
