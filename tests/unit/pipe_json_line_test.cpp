// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipe/json_line.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::internal;

namespace {

std::string read(std::string_view line) {
  arena memory;
  const auto members = read_json_line(line, memory);
  return members ? hedgerow::test::describe(*members) : "not an object";
}

}  // namespace

TEST_CASE("a JSON line is read in order, with every type and all nesting") {
  struct row {
    std::string_view line, expected;
  };
  const auto r = GENERATE(values<row>({
      {R"({"b":1,"a":"x"})", R"({b: u1, a: "x"})"},
      {R"({"n":null,"t":true,"f":false,"i":-7,"d":0.5})",
       "{n: null, t: true, f: false, i: i-7, d: f0.5}"},
      {R"({"l":[1,[],{"k":[{}]}]})", "{l: [u1, [], {k: [{}]}]}"},
      {R"({"u":18446744073709551615})", "{u: u18446744073709551615}"},
      {R"({"i":-9223372036854775808})", "{i: i-9223372036854775808}"},
      {R"({"big":18446744073709551616})", "{big: n18446744073709551616}"},
      {R"({"fine":0.1234567890123456789})", "{fine: n0.1234567890123456789}"},
      {R"({"huge":1e400})", "{huge: n1e400}"},
      {R"({"e":1e5})", "{e: f100000}"},
      {R"({"a\u00e9\"":"\ud83d\ude00\n"})", "{a\xc3\xa9\": \"\xf0\x9f\x98\x80\n\"}"},
      {R"({"":1})", "{: u1}"},
      {"  {\"a\":1} \t", "{a: u1}"},
      {"{}", "{}"},
  }));
  CHECK(r.expected == read(r.line));
}

TEST_CASE("an integer of a thousand digits keeps them") {
  const std::string digits(1000, '7');
  CHECK("{n: n" + digits + "}" == read("{\"n\":" + digits + "}"));
}

TEST_CASE("of an equal key the last value stands where the first was, at any depth") {
  CHECK("{a: u3, b: {c: u5, d: u4}}" == read(R"({"a":1,"b":{"c":2,"d":4,"c":5},"a":3})"));
}

TEST_CASE("ill-formed UTF-8 is read as U+FFFD, so that keys still count") {
  CHECK("{password: \"a\xef\xbf\xbd\xef\xbf\xbd"
        "b\"}" == read("{\"password\":\"a\xff\xc3"
                       "b\"}"));
}

TEST_CASE("what is not one whole object is not read") {
  const auto line =
      GENERATE(as<std::string>(), "", "[1]", "1", "{\"a\":1", "{\"a\":1}{\"b\":2}", "{\"a\":1} x",
               "{'a':1}", "{\"a\":01}", "{\"a\":NaN}", "{\"a\":\"\x01\"}", "{\"a\":1,}",
               "// c\n{\"a\":1}", std::string("{\"a\":1}\0", 8), std::string("{\"a\":1}\0x", 9));
  CHECK("not an object" == read(line));
}

TEST_CASE("depth is bounded") {
  const auto nested = [](std::size_t n) {
    return "{\"a\":" + std::string(n, '[') + std::string(n, ']') + "}";
  };
  arena memory;
  CHECK(read_json_line(nested(9'999), memory).has_value());
  CHECK_FALSE(read_json_line(nested(10'000), memory).has_value());
}
