// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <limits>
#include <vector>

#include "support/rendered.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using namespace std::string_literals;
using hedgerow::test::rendered;

namespace {

using any_value = value;  // inside GENERATE, `value` is a name of Catch

const renderer_options compact{"console", "compact", false};
const renderer_options padded{"console", "structlog", false};
const renderer_options colored{"console", "compact", true};

raw_event plain_event(std::span<const field> fields = {}) {
  raw_event e;
  e.when = timestamp::at(1'700'000'000'123'456'789);
  e.level_text = "info";
  e.logger = "shop.cart";
  e.name = "item_added";
  e.fields = fields;
  return e;
}

/// The console's text of one value.
std::string shown(const value& v) {
  const field fields[] = {{"k", v}};
  raw_event e;
  e.fields = fields;
  return rendered(e, compact).substr(2);
}

}  // namespace

TEST_CASE("a console line is time, level, event, logger and the fields sorted by key") {
  const field fields[] = {{"b", value::integer(2)},
                          {"a", value::string("one")},
                          {"B", value::boolean(true)},
                          {"\xc3\xa9", value::null()}};
  CHECK("2023-11-14T22:13:20.123456Z [info] item_added [shop.cart] B=True a=one b=2 "
        "\xc3\xa9=None"s == rendered(plain_event(fields), compact));
}

TEST_CASE("the structlog style pads level and event") {
  const field fields[] = {{"a", value::integer(1)}};
  CHECK("2023-11-14T22:13:20.123456Z [info     ] item_added                     [shop.cart] a=1"s ==
        rendered(plain_event(fields), padded));
}

TEST_CASE("the structlog style pads by characters and not by bytes") {
  raw_event e;
  e.name = "h\xc3\xb6he\n\xff";
  e.logger = "l";
  CHECK("h\xc3\xb6he\\n\xef\xbf\xbd"s + std::string(23, ' ') + " [l]" == rendered(e, padded));
}

TEST_CASE("absent parts have no column and empty ones keep what surrounds them") {
  raw_event e;
  CHECK(""s == rendered(e, compact));
  e.name = "";
  CHECK(""s == rendered(e, compact));
  CHECK(""s == rendered(e, padded));
  e.logger = "";
  CHECK("[]"s == rendered(e, compact));
  e.level_text = "";
  CHECK("[] []"s == rendered(e, compact));
  CHECK("[         ] "s + std::string(30, ' ') + " []" == rendered(e, padded));
}

TEST_CASE("spaces at the end of the line are cut") {
  raw_event e;
  e.name = "done  ";
  CHECK("done"s == rendered(e, compact));
  e.exception = "boom";
  CHECK("done\nboom"s == rendered(e, padded));
}

TEST_CASE("a field named logger_name stands as a logger") {
  const field fields[] = {{"logger_name", value::string("other")}, {"a", value::integer(1)}};
  raw_event e;
  e.name = "x";
  e.fields = fields;
  CHECK("x [other] a=1"s == rendered(e, compact));
}

TEST_CASE("console strings are quoted only where they could be mistaken") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"default", "default"},
      {"back\\slash", "back\\slash"},
      {"a,b;c:d(e)[f]{g}#h%i$j|k", "a,b;c:d(e)[f]{g}#h%i$j|k"},
      {"two words", "'two words'"},
      {"k=v", "'k=v'"},
      {"it's", "\"it's\""},
      {"say \"hi\"", "'say \"hi\"'"},
      {"'\"", "'\\'\"'"},
      {"a\tb", "'a\\tb'"},
      {"a\nb", "'a\\nb'"},
      {"a\rb", "'a\\rb'"},
      {"c:\\a b", "'c:\\\\a b'"},
      {"\x1b[2J", "'\\x1b[2J'"},
      {std::string("nul\0byte", 8), "'nul\\x00byte'"},
      {"\x7f", "'\\x7f'"},
      {"nel\xc2\x85", "'nel\\x85'"},
      {"nbsp\xc2\xa0", "'nbsp\\xa0'"},
      {"bidi\xe2\x80\xae", "'bidi\\u202e'"},
      {"line\xe2\x80\xa8sep", "'line\\u2028sep'"},
      {"bom\xef\xbb\xbf", "'bom\\ufeff'"},
      {"tag\xf3\xa0\x80\x81", "'tag\\U000e0001'"},
      {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
      {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac"},
      {"bad\xff", "bad\xef\xbf\xbd"},
      {"cut\xe2\x82", "cut\xef\xbf\xbd"},
      {"bad \xc0\xaf", "'bad \xef\xbf\xbd\xef\xbf\xbd'"},
      {"sixteen bytes ok and a \x1b late one", "'sixteen bytes ok and a \\x1b late one'"},
  }));
  CHECK(expected == shown(value::string(text)));
}

TEST_CASE("console values are laid out as Python lays them out") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const auto [v, expected] = GENERATE_COPY(table<any_value, std::string>({
      {value::null(), "None"},
      {value::boolean(true), "True"},
      {value::boolean(false), "False"},
      {value::integer(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808"},
      {value::unsigned_integer(~std::uint64_t{0}), "18446744073709551615"},
      {value::number_text("123456789012345678901234567890"), "123456789012345678901234567890"},
      {value::number_text("1 [info] forged"), "'1 [info] forged'"},
      {value::floating(nan), "nan"},
      {value::floating(inf), "inf"},
      {value::floating(-inf), "-inf"},
  }));
  CHECK(expected == shown(v));
}

TEST_CASE("strings inside lists and objects are always quoted") {
  const value items[] = {value::integer(1), value::string("a"), value::null(),
                         value::string("it's"), value::string("x\xe2\x80\xaey")};
  const field members[] = {{"k", value::integer(1)}, {"a b", value::list(items)}};
  CHECK("[1, 'a', None, \"it's\", 'x\\u202ey']"s == shown(value::list(items)));
  CHECK("{'k': 1, 'a b': [1, 'a', None, \"it's\", 'x\\u202ey']}"s == shown(value::map(members)));
  CHECK("[]"s == shown(value::list({})));
  CHECK("{}"s == shown(value::map({})));
}

TEST_CASE("console keys that would not read back as one are quoted") {
  const auto [key, expected] = GENERATE(table<std::string, std::string>({
      {"a.b-c$", "a.b-c$=1"},
      {"", "''=1"},
      {"a b", "'a b'=1"},
      {"a=b", "'a=b'=1"},
      {"it's", "\"it's\"=1"},
      {"a\nb", "'a\\nb'=1"},
      {"a\xe2\x80\x8b", "'a\\u200b'=1"},
  }));
  const field fields[] = {{key, value::integer(1)}};
  raw_event e;
  e.fields = fields;
  CHECK(expected == rendered(e, compact));
}

TEST_CASE("event, logger, level and time cannot carry a control into the line") {
  raw_event e;
  e.when = timestamp::verbatim("12:00\n13:00");
  e.level_text = "in\x1b[31mfo";
  e.logger = "a\nb";
  e.name = "line1\nline2 \"x\" c:\\dir";
  CHECK("12:00\\n13:00 [in\\x1b[31mfo] line1\\nline2 \"x\" c:\\dir [a\\nb]"s ==
        rendered(e, compact));
}

TEST_CASE("stack and exception stand below the line") {
  raw_event e;
  e.name = "failed";
  e.stack = "one\n  two";
  CHECK("failed\none\n  two"s == rendered(e, compact));
  e.exception = "std::runtime_error: boom\n  at main";
  CHECK("failed\none\n  two\n\n" + std::string(79, '=') +
            "\n\nstd::runtime_error: boom\n  at main" ==
        rendered(e, compact));
  e.stack = "";
  CHECK("failed\nstd::runtime_error: boom\n  at main"s == rendered(e, compact));
}

TEST_CASE("the text of an exception cannot forge a line or reach the terminal") {
  raw_event e;
  e.name = "failed";
  e.exception = "boom \x1b[1m\n2023-11-14T22:13:20.123456Z [info] paid [shop]\n[info] paid\n\tat "
                "main\r\n2023-1";
  CHECK("failed\nboom \\x1b[1m\n  2023-11-14T22:13:20.123456Z [info] paid [shop]\n  [info] paid\n"
        "\tat main\\r\n2023-1"s == rendered(e, compact));
}

TEST_CASE("colours mark the parts of the line") {
  const field fields[] = {{"a", value::string("x y")}};
  CHECK("\x1b[2m2023-11-14T22:13:20.123456Z\x1b[0m [\x1b[32m\x1b[1minfo\x1b[0m] "
        "\x1b[1mitem_added\x1b[0m [\x1b[0m\x1b[1m\x1b[34mshop.cart\x1b[0m]\x1b[0m "
        "\x1b[36ma\x1b[0m=\x1b[35m'x y'\x1b[0m"s == rendered(plain_event(fields), colored));
}

TEST_CASE("each level has its colour") {
  const auto [level, color] = GENERATE(table<std::string, std::string>({
      {"debug", "\x1b[32m\x1b[1m"},
      {"info", "\x1b[32m\x1b[1m"},
      {"warning", "\x1b[33m\x1b[1m"},
      {"error", "\x1b[31m\x1b[1m"},
      {"critical", "\x1b[31m\x1b[1m"},
      {"notice", ""},
  }));
  raw_event e;
  e.level_text = level;
  CHECK("[" + color + level + "\x1b[0m]" == rendered(e, colored));
}

TEST_CASE("an equal key is shown once, with its last value") {
  const field fields[] = {
      {"a", value::integer(1)}, {"b", value::integer(2)}, {"a", value::integer(3)}};
  raw_event e;
  e.fields = fields;
  CHECK("a=3 b=2"s == rendered(e, compact));
}

TEST_CASE("a style or a renderer that is not known is said with those that are") {
  status error;
  CHECK(nullptr == make_renderer({"console", "fancy", false}, error));
  CHECK("console style \"fancy\" is not known: compact or structlog" == error.message());
  CHECK(nullptr == make_renderer({"xml", "compact", false}, error));
  CHECK("renderer \"xml\" is not known; there are: console, json, logfmt" == error.message());
}
