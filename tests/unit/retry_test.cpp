// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <optional>
#include <string>

#include "deliver/retry.hpp"
#include "deliver/schedule.hpp"

using namespace hedgerow::internal;
using namespace std::chrono_literals;

TEST_CASE("what is done after an answer follows PostHog's table") {
  struct row {
    int status;
    delivery_action action;
  };
  using enum delivery_action;
  const auto r = GENERATE(values<row>({
      {0, retry},     {200, done},    {204, done},    {302, give_up}, {400, give_up},
      {401, give_up}, {402, give_up}, {403, give_up}, {404, give_up}, {408, retry},
      {413, split},   {415, give_up}, {429, retry},   {500, retry},   {502, retry},
      {503, retry},   {504, retry},   {599, retry},   {700, give_up}, {-1, give_up},
  }));
  CHECK(r.action == action_for(r.status));
}

TEST_CASE("Retry-After is seconds or a date, and no more than 30 seconds") {
  struct row {
    std::string header;
    std::optional<std::chrono::milliseconds> wait;
  };
  const std::time_t now = 784111777;  // Sun, 06 Nov 1994 08:49:37 GMT
  const auto r = GENERATE(values<row>({
      {"5", 5s},
      {" 5 ", 5s},
      {"0", 0s},
      {"30", 30s},
      {"31", 30s},
      {"99999999999999999999999", 30s},
      {"Sun, 06 Nov 1994 08:49:42 GMT", 5s},
      {"Sunday, 06-Nov-94 08:49:42 GMT", 5s},
      {"Sun, 06 Nov 1994 08:49:30 GMT", 0s},
      {"Mon, 07 Nov 1994 08:49:37 GMT", 30s},
      {"", std::nullopt},
      {"  ", std::nullopt},
      {"-5", std::nullopt},
      {"5.5", std::nullopt},
      {"soon", std::nullopt},
      {"Someday, 99 Foo 1994 25:00:00 GMT", std::nullopt},
  }));
  CHECK(r.wait == parse_retry_after(r.header, now));
}

TEST_CASE("waits double up to 30 seconds, half of each at random") {
  backoff least;
  backoff most;
  std::vector<std::chrono::milliseconds> shortest;
  std::vector<std::chrono::milliseconds> longest;
  for (int i = 0; i < 10; ++i) {
    shortest.push_back(least.next(0.0));
    longest.push_back(most.next(0.999'999));
  }
  CHECK(std::vector<std::chrono::milliseconds>{100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms,
                                               12800ms, 15000ms, 15000ms} == shortest);
  CHECK(std::vector<std::chrono::milliseconds>{199ms, 399ms, 799ms, 1599ms, 3199ms, 6399ms, 12799ms,
                                               25599ms, 29999ms, 29999ms} == longest);
  least.reset();
  CHECK(100ms == least.next(0.0));
}

TEST_CASE("a delivery is due after the interval, at once with a full batch, or when it is wanted") {
  const delivery_schedule::time start{1000s};
  delivery_schedule s(5s, 3, start);
  CHECK(start == s.due(false));  // what earlier processes left
  s.begin();
  s.passed({}, start, 0);
  CHECK(start + 60s == s.due(false));
  s.stored(1, start + 1s);
  CHECK(start + 6s == s.due(false));
  s.stored(1, start + 2s);
  CHECK(start + 6s == s.due(false));
  s.stored(1, start + 3s);
  CHECK(start + 3s == s.due(false));
  CHECK(delivery_schedule::time{} == s.due(true));
}

TEST_CASE("after a failure a delivery waits, longer when the server says so") {
  const delivery_schedule::time start{1000s};
  delivery_schedule s(5s, 100, start);
  pass_result refused;
  refused.again = true;
  s.passed(refused, start, 0);
  CHECK(start + 100ms == s.due(false));
  CHECK(delivery_schedule::time{} == s.due(true));

  refused.retry_after = 7s;
  s.passed(refused, start, 0);
  CHECK(start + 7s == s.due(false));
  CHECK(start + 7s == s.due(true));
  s.stored(1000, start + 1s);
  CHECK(start + 7s == s.due(false));

  s.passed({}, start + 8s, 0);
  CHECK(delivery_schedule::time{} == s.due(true));
}
