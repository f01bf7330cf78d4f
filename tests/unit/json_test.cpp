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

const renderer_options json{"json", "", false};

/// The JSON text of one value.
std::string shown(const value& v) {
  const field fields[] = {{"k", v}};
  raw_event e;
  e.fields = fields;
  const std::string line = rendered(e, json);
  return line.substr(5, line.size() - 6);
}

}  // namespace

TEST_CASE("a JSON line is time, level, event, logger and the fields in their order") {
  const field fields[] = {{"b", value::integer(2)}, {"a", value::string("one")}};
  raw_event e;
  e.when = timestamp::at(1'700'000'000'123'456'789);
  e.level_text = "info";
  e.logger = "shop.cart";
  e.name = "item_added";
  e.fields = fields;
  e.stack = "s1\ns2";
  e.exception = "boom";
  CHECK(R"({"timestamp":"2023-11-14T22:13:20.123456Z","level":"info","event":"item_added",)"
        R"("logger":"shop.cart","b":2,"a":"one","stack":"s1\ns2","exception":"boom"})"s ==
        rendered(e, json));
}

TEST_CASE("what an event lacks is not invented") {
  raw_event e;
  CHECK("{}"s == rendered(e, json));
  e.when = timestamp::verbatim("yesterday \"noon\"");
  CHECK(R"({"timestamp":"yesterday \"noon\""})"s == rendered(e, json));
}

TEST_CASE("JSON strings are valid whatever they hold") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"", R"("")"},
      {"plain/text", R"("plain/text")"},
      {"a \"b\" \\ c", R"("a \"b\" \\ c")"},
      {"\n\r\t\b\f", R"("\n\r\t\b\f")"},
      {std::string("\0\x01\x1f", 3), R"("\u0000\u0001\u001f")"},
      {"\x7f", R"("\u007f")"},
      {"\xe2\x80\xa8\xe2\x80\xa9", R"("\u2028\u2029")"},
      {"gr\xc3\xbc\xc3\x9f \xf0\x9f\xa6\x94", "\"gr\xc3\xbc\xc3\x9f \xf0\x9f\xa6\x94\""},
      {"\xff", "\"\xef\xbf\xbd\""},
      {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\""},
      {"cut\xf0\x9f\xa6", "\"cut\xef\xbf\xbd\""},
      {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
      {"\xe2\x82z", "\"\xef\xbf\xbdz\""},
      {"a long text with a quote at the very end of it all\"",
       R"("a long text with a quote at the very end of it all\"")"},
  }));
  CHECK(expected == shown(value::string(text)));
}

TEST_CASE("JSON numbers keep all digits, and what is no number becomes a string") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const auto [v, expected] = GENERATE_COPY(table<any_value, std::string>({
      {value::null(), "null"},
      {value::boolean(true), "true"},
      {value::boolean(false), "false"},
      {value::integer(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808"},
      {value::unsigned_integer(~std::uint64_t{0}), "18446744073709551615"},
      {value::floating(1), "1.0"},
      {value::floating(12.5), "12.5"},
      {value::floating(0.1 + 0.2), "0.30000000000000004"},
      {value::floating(1e16), "1e+16"},
      {value::floating(nan), R"("NaN")"},
      {value::floating(inf), R"("Infinity")"},
      {value::floating(-inf), R"("-Infinity")"},
      {value::number_text("-12345678901234567890123"), "-12345678901234567890123"},
      {value::number_text("1,\"admin\":true"), R"("1,\"admin\":true")"},
  }));
  CHECK(expected == shown(v));
}

TEST_CASE("lists and objects are compact and keep their order") {
  const value items[] = {value::integer(1), value::string("a"), value::list({})};
  const field members[] = {{"z", value::list(items)}, {"a", value::map({})}};
  CHECK(R"({"z":[1,"a",[]],"a":{}})"s == shown(value::map(members)));
}

TEST_CASE("keys are unique in an object, at any depth") {
  const field members[] = {
      {"a", value::integer(1)}, {"b", value::integer(2)}, {"a", value::integer(3)}};
  CHECK(R"({"a":3,"b":2})"s == shown(value::map(members)));
  raw_event e;
  e.fields = members;
  CHECK(R"({"a":3,"b":2})"s == rendered(e, json));
}

TEST_CASE("a field cannot take the key of a part of the event") {
  const field fields[] = {{"exception", value::string("mine")},
                          {"stack", value::string("mine")},
                          {"exception_", value::string("too")}};
  raw_event e;
  e.fields = fields;
  e.exception = "boom";
  CHECK(R"({"exception__":"mine","stack":"mine","exception_":"too","exception":"boom"})"s ==
        rendered(e, json));
}

TEST_CASE("keys that only ill-formed UTF-8 told apart stay apart") {
  const field fields[] = {
      {"a\xff", value::integer(1)}, {"a\xfe", value::integer(2)}, {"a \"b\"", value::integer(3)}};
  raw_event e;
  e.fields = fields;
  CHECK("{\"a\xef\xbf\xbd\":1,\"a\xef\xbf\xbd_\":2,\"a \\\"b\\\"\":3}"s == rendered(e, json));
}

TEST_CASE("thousands of fields stay unique") {
  std::vector<std::string> keys;
  for (int i = 0; i < 3'000; ++i)
    keys.push_back("k" + std::to_string(i % 2'000));
  std::vector<field> fields;
  std::string expected = "{";
  for (int i = 0; i < 3'000; ++i)
    fields.push_back({keys[static_cast<std::size_t>(i)], value::integer(i)});
  for (int i = 0; i < 2'000; ++i)
    expected += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) +
                "\":" + std::to_string(i < 1'000 ? i + 2'000 : i);
  raw_event e;
  e.fields = fields;
  CHECK(expected + "}" == rendered(e, json));
}
