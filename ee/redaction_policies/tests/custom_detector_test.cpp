// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// Patterns that a policy brings.
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

namespace {

custom_detector made(custom_detector::settings wanted) {
  std::string why;
  auto made = custom_detector::make(std::move(wanted), why);
  if (!made) throw std::runtime_error(why);
  return std::move(*made);
}

std::vector<std::pair<std::size_t, std::size_t>> found(const custom_detector& detector,
                                                       std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> all;
  detector.find(text, {},
                [&](std::size_t begin, std::size_t end) { all.emplace_back(begin, end); });
  return all;
}

}  // namespace

TEST_CASE("a value must be as mixed as the policy says") {
  const auto keys = made({.pattern = "key ([a-z0-9]{16})", .entropy = 3.0});
  CHECK(1 == found(keys, "key q8w7e6r5t4y3u2i1").size());
  CHECK(found(keys, "key aaaaaaaaaaaaaaaa").empty());
  CHECK(found(keys, "key abababababababab").empty());
}

TEST_CASE("a word that must not stand near a value lets it pass") {
  const auto badges = made({.pattern = "B-\\d{4}", .exclude = {"spare part"}, .window = 15});
  CHECK(1 == found(badges, "badge B-1234").size());
  CHECK(found(badges, "sparePart B-1234").empty());
  CHECK(found(badges, "B-1234, a spare part").empty());
  CHECK(1 == found(badges, "spare part, but that was before B-1234").size());
}

TEST_CASE("matches are found wherever they stand in a long text") {
  const auto literal = GENERATE(as<std::string>{}, "", "B-");
  const auto badges = made({.pattern = "B-\\d{4}", .literal = literal});
  std::string text(300'000, '.');
  std::vector<std::pair<std::size_t, std::size_t>> expected;
  for (const std::size_t place : {0ul, 4093ul, 8190ul, 65531ul, 65540ul, 131069ul, 299994ul}) {
    text.replace(place, 6, "B-1234");
    expected.emplace_back(place, place + 6);
  }
  CHECK(expected == found(badges, text));
}

TEST_CASE("a long match at the edge of a window is found whole") {
  const auto runs = made({.pattern = "x+"});
  std::string text(200'000, '.');
  std::vector<std::pair<std::size_t, std::size_t>> expected;
  for (const std::size_t place : {10ul, 64'000ul, 72'000ul, 190'000ul}) {
    text.replace(place, 4000, std::string(4000, 'x'));
    expected.emplace_back(place, place + 4000);
  }
  CHECK(expected == found(runs, text));
}

TEST_CASE("a pattern is tried against the whole text, not against windows") {
  const std::string text = "key " + std::string(100'000, '.') + " key";
  CHECK(std::vector<std::pair<std::size_t, std::size_t>>{{0, 3}} ==
        found(made({.pattern = "^key"}), text));
  CHECK(std::vector<std::pair<std::size_t, std::size_t>>{{100'005, 100'008}} ==
        found(made({.pattern = "key$"}), text));
}

TEST_CASE("a pattern that ignores case beside a literal that does not is named") {
  const auto result = read_policy(R"({"version": 1, "name": "t", "rules": [{"name": "a",
      "detect": [{"pattern": "(?i)acme-\\d+", "literal": "acme-"}], "action": "remove"}]})",
                                  "t.json");
  REQUIRE(1 == result.notes.size());
  CHECK("t.json:2: rules[0].detect[0].literal: it ignores case and its \"literal\" does not, so it "
        "misses what is spelled otherwise" == result.notes[0].str());
}
