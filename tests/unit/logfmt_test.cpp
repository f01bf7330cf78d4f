// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <limits>

#include "support/rendered.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using namespace std::string_literals;
using hedgerow::test::rendered;

namespace {

using any_value = value;  // inside GENERATE, `value` is a name of Catch

const renderer_options logfmt{"logfmt", "", false};

std::string shown(std::string_view key, const value& v) {
  const field fields[] = {{key, v}};
  raw_event e;
  e.fields = fields;
  return rendered(e, logfmt);
}

}  // namespace

TEST_CASE("a logfmt line is time, level, event, logger and the fields in their order") {
  const field fields[] = {{"b", value::integer(2)}, {"a", value::string("two words")}};
  raw_event e;
  e.when = timestamp::at(1'700'000'000'123'456'789);
  e.level_text = "info";
  e.logger = "shop.cart";
  e.name = "item_added";
  e.fields = fields;
  e.stack = "s1\ns2";
  e.exception = "boom";
  CHECK("ts=2023-11-14T22:13:20.123456Z level=info event=item_added logger=shop.cart b=2 "
        "a=\"two words\" stack=\"s1\\ns2\" exception=boom"s == rendered(e, logfmt));
}

TEST_CASE("logfmt values are quoted where a reader needs it") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"", "k="},
      {"a\\b,c'd", "k=a\\b,c'd"},
      {"a b", "k=\"a b\""},
      {"a=b", "k=\"a=b\""},
      {"say \"hi\" \\", "k=\"say \\\"hi\\\" \\\\\""},
      {"\n\r\t\b\x1b", "k=\"\\n\\r\\t\\u0008\\u001b\""},
      {"\x7f", "k=\"\\u007f\""},
      {"gr\xc3\xbc\xc3\x9f", "k=gr\xc3\xbc\xc3\x9f"},
      {"gr\xc3\xbc\xc3\x9f e", "k=\"gr\xc3\xbc\xc3\x9f e\""},
      {"bad\xff", "k=\"bad\\ufffd\""},
      {"cut\xe2\x82", "k=\"cut\\ufffd\\ufffd\""},
      {"\xef\xbf\xbd", "k=\"\\ufffd\""},
      {"null", "k=\"null\""},
  }));
  CHECK(expected == shown("k", value::string(text)));
}

TEST_CASE("logfmt numbers are laid out as Go lays them out") {
  const double inf = std::numeric_limits<double>::infinity();
  const auto [v, expected] = GENERATE_COPY(table<any_value, std::string>({
      {value::null(), "k=null"},
      {value::boolean(true), "k=true"},
      {value::integer(-7), "k=-7"},
      {value::unsigned_integer(~std::uint64_t{0}), "k=18446744073709551615"},
      {value::number_text("12345678901234567890123"), "k=12345678901234567890123"},
      {value::floating(1), "k=1"},
      {value::floating(-0.0), "k=-0"},
      {value::floating(12.5), "k=12.5"},
      {value::floating(0.00001), "k=1e-05"},
      {value::floating(1e15), "k=1e+15"},
      {value::floating(std::numeric_limits<double>::quiet_NaN()), "k=NaN"},
      {value::floating(inf), "k=+Inf"},
      {value::floating(-inf), "k=-Inf"},
  }));
  CHECK(expected == shown("k", v));
}

TEST_CASE("lists and objects are quoted JSON in logfmt") {
  const value items[] = {value::integer(1), value::string("a \"b\"")};
  const field members[] = {{"k", value::list(items)}};
  CHECK(R"(k="[1,\"a \\\"b\\\"\"]")"s == shown("k", value::list(items)));
  CHECK(R"(k="{\"k\":[1,\"a \\\"b\\\"\"]}")"s == shown("k", value::map(members)));
}

TEST_CASE("logfmt keys lose what would end them, but no field is lost") {
  const auto [key, expected] = GENERATE(table<std::string, std::string>({
      {"a.b-c", "a.b-c=1"},
      {"a b", "ab=1"},
      {"a=\"b\"", "ab=1"},
      {"a\nb\x7f", "ab=1"},
      {"a\xef\xbf\xbd\xff\xe2\x82z", "az=1"},
      {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f=1"},
      {"", "_=1"},
      {" =", "_=1"},
  }));
  CHECK(expected == shown(key, value::integer(1)));
}

TEST_CASE("logfmt keys that became equal by what they lost stay apart") {
  const field fields[] = {
      {"a b", value::integer(1)}, {"ab", value::integer(2)}, {"ts", value::integer(3)}};
  raw_event e;
  e.when = timestamp::verbatim("now");
  e.fields = fields;
  CHECK("ts=now ab_=1 ab=2 ts_=3"s == rendered(e, logfmt));
}
