// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

TEST_CASE("segments of a health care message lose what they say of a patient") {
  struct row {
    std::string text;
    std::string expected;
  };
  const auto one = GENERATE(values<row>({
      {"MSH|^~\\&|LAB|GH|EHR|GH|202611220815||ADT^A01\rPID|1||48291735^^^GH^MR||ROE^ANN||19850712|"
       "F\r"
       "PV1|1|I|W4829",
       "MSH|^~\\&|LAB|GH|EHR|GH|202611220815||ADT^A01\rPID|[redacted:health_message]\r"
       "PV1|1|I|W4829"},
      {R"(got "PID|1||48291735^^^GH^MR||ROE^ANN\rDG1|1||J45.9^asthma^I10|" from ward)",
       R"(got "PID|[redacted:health_message]\rDG1|[redacted:health_message]" from ward)"},
      {"NM1*IL*1*ROE*ANN****MI*W4829173~DMG*D8*19850712*F~HI*ABK:J459~LX*1~",
       "NM1*IL*1*[redacted:health_message]~DMG*D8*[redacted:health_message]~HI*[redacted:health_"
       "message]~LX*1~"},
  }));
  CHECK(one.expected == redacted({"hipaa"}, one.text));
}

TEST_CASE("what is no segment of a message stays") {
  const std::string text =
      GENERATE(as<std::string>{}, "PID|4829 started", "a PID | b | c | d", "ps: USER|PID|CPU|MEM|S",
               "NM1*PR*2*INSURER*****PI*48291~", "NM1*IL*1*ROE*ANN", "HI*~", "*HI*there*", "OBX|");
  CHECK(text == redacted({"hipaa"}, text));
}
