// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "gate/gate.hpp"
#include "support/show_value.hpp"

using namespace hedgerow::internal;
using hedgerow::data_class;
using hedgerow::test::show;

namespace {

std::string passed(std::span<const field> fields) {
  gate g;
  arena memory;
  raw_event e;
  e.fields = fields;
  const auto clean = g.pass(e, memory);
  REQUIRE(clean.has_value());
  return show(clean->fields());
}

value of_class(value v, data_class c) {
  v.sensitivity = c;
  return v;
}

}  // namespace

TEST_CASE("an event without secrets is handed on as it is") {
  const value list[] = {value::string("a"), value::integer(1)};
  const field inner[] = {{"topic", value::list(list)}};
  const field fields[] = {{"n", value::integer(3)}, {"nested", value::map(inner)}};
  gate g;
  arena memory;
  raw_event e;
  e.name = "event_sent";
  e.fields = fields;
  const auto clean = g.pass(e, memory);
  REQUIRE(clean.has_value());
  CHECK(static_cast<const void*>(fields) == clean->fields().data());
  CHECK(e.name->data() == clean->name()->data());
  CHECK(0 == g.counts().values_redacted);
}

TEST_CASE("keys are judged at any depth, in maps and lists") {
  const field user[] = {{"id", value::integer(1)}, {"password", value::string("tulip")}};
  const value users[] = {value::map(user), value::string("x")};
  const field deep[] = {{"users", value::list(users)}};
  const field fields[] = {{"a", value::map(deep)}};
  CHECK("{a: {users: [{id: 1, password: '[redacted:password]'}, 'x']}}" == passed(fields));
}

TEST_CASE("numbers, lists and maps under a denied key go whole; what tells nothing stays") {
  const value codes[] = {value::integer(11), value::integer(22)};
  const field jar[] = {{"sid", value::string("12ab")}};
  const field fields[] = {{"pin", value::integer(4931)},     {"secret", value::list(codes)},
                          {"cookies", value::map(jar)},      {"token", value::boolean(true)},
                          {"api_key", value::null()},        {"password", value::string("")},
                          {"token_count", value::integer(3)}};
  CHECK("{pin: '[redacted:otp]', secret: '[redacted:secret]', cookies: '[redacted:cookie]', "
        "token: true, api_key: null, password: '', token_count: 3}" == passed(fields));
}

TEST_CASE("a value's class decides over its key") {
  const field fields[] = {
      {"name", of_class(value::string("Ann"), data_class::pii)},
      {"amount", of_class(value::floating(1.5), data_class::financial)},
      {"code", of_class(value::string("E11.9"), data_class::health)},
      {"token", of_class(value::string("csrf-is-off"), data_class::safe)},
      {"note", of_class(value::string("mail ann@example.com"), data_class::safe)},
      {"password", value::withheld("password")}};
  CHECK("{name: '[redacted:pii]', amount: '[redacted:financial]', code: '[redacted:health]', "
        "token: 'csrf-is-off', note: 'mail [redacted:email]', password: '[redacted:password]'}" ==
        passed(fields));
}

TEST_CASE("a key beside its value is a key") {
  const value auth[] = {value::string("Authorization"), value::string("tulip")};
  const value accept[] = {value::string("Accept"), value::string("*/*")};
  const value headers[] = {value::list(auth), value::list(accept)};
  const field cookie[] = {{"name", value::string("Cookie")}, {"value", value::string("sid=1")}};
  const field host[] = {{"name", value::string("Host")}, {"value", value::string("a.example")}};
  const value har[] = {value::map(cookie), value::map(host)};
  const field fields[] = {{"headers", value::list(headers)}, {"har", value::list(har)}};
  CHECK(
      "{headers: [['Authorization', '[redacted:authorization]'], ['Accept', '*/*']], "
      "har: [{name: 'Cookie', value: '[redacted:cookie]'}, {name: 'Host', value: 'a.example'}]}" ==
      passed(fields));
}

TEST_CASE("an integer that is a card number goes, and ids, times and orders stay") {
  const field fields[] = {{"pan", value::integer(5555555555554444)},
                          {"value", value::unsigned_integer(4111111111111111u)},
                          {"order", value::integer(4111111111111111)},
                          {"not_luhn", value::integer(4111111111111112)},
                          {"created_ms", value::integer(1795829971802)},
                          {"snowflake", value::integer(4556737586899855360)},
                          {"negative", value::integer(-4111111111111111)}};
  CHECK("{pan: '[redacted:credit_card]', value: '[redacted:credit_card]', order: 4111111111111111, "
        "not_luhn: 4111111111111112, created_ms: 1795829971802, snowflake: 4556737586899855360, "
        "negative: -4111111111111111}" == passed(fields));
}

TEST_CASE("under keys that are often secret, the value decides") {
  const field fields[] = {{"auth", value::string("Zx4Qw7Er2Ty9Ui1Op6==")},
                          {"auth_mode", value::string("oidc")},
                          {"pwd", value::string("/home/ann")},
                          {"key", value::string("users:42")},
                          {"auth2", value::string("required")}};
  CHECK("{auth: '[redacted:secret]', auth_mode: 'oidc', pwd: '/home/ann', key: 'users:42', "
        "auth2: 'required'}" == passed(fields));
}

TEST_CASE("names, stacks, exception texts and run-time keys pass the content rules") {
  gate g;
  arena memory;
  raw_event e;
  e.logger = "mail.ann@example.com";
  e.name = "login of ann@example.com";
  e.stack = "#0 main\n#1 connect(password=tulip)";
  e.exception = "std::runtime_error: postgres://app:tulip@db/x";
  const field fields[] = {{"ann@example.com", value::integer(1)}};
  e.fields = fields;
  const auto clean = g.pass(e, memory);
  REQUIRE(clean.has_value());
  CHECK("[redacted:email]" == clean->logger());
  CHECK("login of [redacted:email]" == clean->name());
  CHECK("#0 main\n#1 connect(password=[redacted:password])" == clean->stack());
  CHECK("std::runtime_error: postgres://app:[redacted:url_credentials]@db/x" == clean->exception());
  CHECK("{[redacted:email]: 1}" == show(clean->fields()));
}

TEST_CASE("nesting beyond the limit becomes a mark") {
  std::vector<std::vector<value>> levels(1000);
  value v = value::string("password=tulip");
  for (auto& level : levels) {
    level = {v};
    v = value::list(level);
  }
  const field fields[] = {{"deep", v}};
  std::string expected = "'[cut:nested too deep]'";
  for (int i = 0; i < 64; ++i)
    expected = "[" + expected + "]";
  CHECK("{deep: " + expected + "}" == passed(fields));
}

TEST_CASE("a text over the limit is cut after its redaction") {
  std::string text = "password=tulip";
  for (int i = 0; text.size() < (std::size_t{1} << 20) + 100; ++i)
    text += " word";
  const field fields[] = {{"body", value::string(text)}};
  const std::string out = passed(fields);
  const std::string head = "{body: 'password=[redacted:password] word word";
  const std::string tail = " word \xE2\x80\xA6[cut:" + std::to_string(text.size()) + " bytes]'}";
  CHECK(head == out.substr(0, head.size()));
  CHECK(tail == out.substr(out.size() - tail.size()));
}

TEST_CASE("a text that came in cut loses the half token at its end") {
  value v = value::string("user ann with ghp"
                          "_Zx4Qw");
  v.cut = true;
  v.whole_size = 2'000'000;
  const field fields[] = {{"body", v}};
  CHECK("{body: 'user ann with \xE2\x80\xA6[cut:2000000 bytes]'}" == passed(fields));
}

TEST_CASE("passing the gate twice changes nothing") {
  const value list[] = {value::string("ann@example.com"), value::integer(4111111111111111)};
  const field fields[] = {{"password", value::string("tulip")}, {"list", value::list(list)}};
  gate g;
  arena memory;
  raw_event e;
  e.fields = fields;
  const auto once = g.pass(e, memory);
  REQUIRE(once.has_value());
  raw_event again;
  again.fields = once->fields();
  const auto twice = g.pass(again, memory);
  REQUIRE(twice.has_value());
  CHECK(show(once->fields()) == show(twice->fields()));
}

TEST_CASE("the reading of a clock is no card number, whatever the clock says") {
  const field fields[] = {{"sent", value::integer(4111111111111111)},
                          {"deadline", value::integer(4111111111111111)},
                          {"poll.started", value::unsigned_integer(4111111111111111)},
                          {"uptimeTicks", value::integer(4111111111111111)},
                          {"sender", value::integer(4111111111111111)},
                          {"card_expires", value::integer(4111111111111111)}};
  CHECK("{sent: 4111111111111111, deadline: 4111111111111111, poll.started: 4111111111111111, "
        "uptimeTicks: 4111111111111111, sender: '[redacted:credit_card]', "
        "card_expires: '[redacted:credit_card]'}" == passed(fields));
}
