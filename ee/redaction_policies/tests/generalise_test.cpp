// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "generalise.hpp"
#include "support.hpp"

using namespace policy_tests;

TEST_CASE("a date becomes its year, in whatever way it is written") {
  const auto [value, year, month] = GENERATE(
      table<std::string, std::string, std::string>({{"1985-07-12", "1985", "1985-07"},
                                                    {"1985/7/12", "1985", "1985-07"},
                                                    {"19850712", "1985", "1985-07"},
                                                    {"1985-07-12T10:15:30.123Z", "1985", "1985-07"},
                                                    {"12.07.1985", "1985", "1985"},
                                                    {"07/12/1985 14:30", "1985", "1985"},
                                                    {"12 July 1985", "1985", "1985-07"},
                                                    {"Jul 12th, 1985", "1985", "1985-07"},
                                                    {"1985-07", "1985", "1985-07"},
                                                    {"1985", "1985", "1985"}}));
  CHECK(year == generalisation{}.of(value));
  CHECK(month == generalisation{.keep_month = true}.of(value));
}

TEST_CASE("an address becomes its network") {
  const auto [value, expected] = GENERATE(table<std::string, std::string>(
      {{"203.0.113.77", "203.0.113.0/24"},
       {"203.0.113.0/24", "203.0.113.0/24"},
       {"203.0.113.77/32", "203.0.113.0/24"},
       {"10.0.0.0/8", "10.0.0.0/8"},
       {"2001:db8:1:2::3", "2001:db8:1::/48"},
       {"2001:db8:1::/48", "2001:db8:1::/48"},
       {"2001:0DB8:0001:0002:0000:0000:0000:0003", "2001:db8:1::/48"}}));
  CHECK(expected == generalisation{}.of(value));
}

TEST_CASE("how much of an address stays can be said") {
  const generalisation wide{.ipv4_bits = 12, .ipv6_bits = 33};
  CHECK("172.16.0.0/12" == wide.of("172.30.40.50"));
  CHECK("2001:db8:8000::/33" == wide.of("2001:db8:ffff::1"));
}

TEST_CASE("what is neither a date nor an address has no wider form") {
  const auto value =
      GENERATE(as<std::string>{}, "", "Ann", "12/07/85", "12345", "19851399", "1985-07-12 by Ann",
               "203.0.113", "203.0.113.777", "99999999", "1985071212", "0085-01-01");
  CHECK_FALSE(generalisation{}.of(value).has_value());
}

TEST_CASE("a rule generalises in the middle of a text, and removes what has no wider form") {
  const auto policy = R"({"version": 1, "name": "t", "rules": [
      {"name": "where", "detect": ["ipv4", "ipv6", "date_of_birth"], "action": "generalise"},
      {"name": "born", "when": {"keys": ["born"]}, "action": "generalise"}]})";
  CHECK("from 203.0.113.0/24, dob 1985, to 2001:db8:1::/48" ==
        redacted({policy}, "from 203.0.113.77, dob 1985-07-12, to 2001:db8:1:2::3"));
  CHECK("[redacted:born]" == redacted({policy}, "in spring", at_key("born")));
}

TEST_CASE("what was generalised stays, whatever a later rule wants") {
  auto set = set_of({R"({"version": 1, "name": "t", "rules": [
      {"name": "where", "detect": ["ipv4"], "action": {"generalise": {"ipv4": 16}}}]})",
                     "gdpr"});
  const auto once = redacted(*set, "from 203.0.113.77 and 198.51.100.9/32, mobile +49 30 5550123");
  CHECK("from 203.0.0.0/16 and 198.51.0.0/16, mobile [redacted:phone]" == once);
  CHECK(once == redacted(*set, once));
}
