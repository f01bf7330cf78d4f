// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "event/decode.hpp"
#include "event/encode.hpp"
#include "gate/clean_context.hpp"
#include "gate/form.hpp"
#include "gate/gate.hpp"
#include "support/rendered.hpp"
#include "support/show_value.hpp"

using namespace hedgerow::internal;
using hedgerow::data_class;
using hedgerow::test::line_of;
using hedgerow::test::renderer_of;
using hedgerow::test::show;

namespace {

field known(std::string_view key, value v) {
  return {key, v, true, hedgerow::classify_key(key)};
}

value of_class(value v, data_class c) {
  v.sensitivity = c;
  return v;
}

raw_event event_with(std::span<const field> fields) {
  raw_event e;
  e.when = timestamp::at(1'766'000'000'123'456'789);
  e.level_text = "info";
  e.logger = "posthog.api";
  e.name = "event_sent";
  e.fields = fields;
  return e;
}

/// Fills in the values as a record brings them.
const clean_event& fill(gate& g, form& f, std::int64_t unix_ns, std::span<const value> values,
                        arena& memory, const contexts_of_event& contexts = {}) {
  std::vector<field> fields;
  for (const value& v : values)
    fields.push_back({{}, v});
  std::vector<std::byte> map(wire_size(fields));
  write_wire(fields, map.data());
  // Each value of the map comes behind an empty key, and all of them behind the map's header.
  constexpr std::size_t header = sizeof(hedgerow::detail::value_header);
  auto* const payload = static_cast<std::byte*>(memory.allocate(map.size()));
  std::size_t used = 0;
  for (std::size_t i = 0, at = header; i < fields.size(); ++i) {
    const std::size_t size = wire_size({&fields[i], 1}) - 2 * header;
    std::memcpy(payload + used, map.data() + at + header, size);
    at += header + size;
    used += size;
  }
  decoder from(payload, memory);
  return g.fill(f, unix_ns, from, contexts, memory);
}

class silent_policy final : public redactor {
 public:
  bool redact(const subject&, std::span<const leaf>, redaction_answers&) noexcept override {
    return true;
  }
  std::string failure() const override { return {}; }
};

}  // namespace

TEST_CASE("what goes into a blank is redacted as in an event without a form") {
  // What is generated outlives the first run of the test.
  static const value nested_items[] = {value::string("a"), value::string("mail ann@example.com")};
  static const field nested_members[] = {{"password", value::string("hunter22")},
                                         {"ok", value::boolean(true)}};
  value cut = value::string("a long text whose end is not he");
  cut.cut = true;
  cut.whole_size = 2'000'000;
  const auto f = GENERATE_COPY(values<field>({
      known("kafka_topic", value::string("orders")),
      known("event_uuid", value::string("017cc727-1662-0000-630c-d35f6a290000")),
      known("event_uuid", value::string("12345678-1234-1234-1234-123456789012")),
      known("note", value::string("mail ann@example.com")),
      known("note", value::string("card 4111 1111 1111 1111")),
      known("note", value::string("card 4111111111111111")),
      known("note", value::string("ssn 078-05-1120")),
      known("note", value::string("password is hunter22")),
      known("note", value::string("-pS3cr3tPass")),
      known("note", value::string("DE89370400440532013000")),
      known("note", value::string("caf\xc3\xa9 \xef\xbc\x94")),
      known("note", value::string("%70assword=hunter22")),
      known("note", value::string("")),
      known("note", value::string(std::string_view("a text of exactly sixty-four bytes, no more "
                                                   "and no less, as it seems"))),
      known("note", value::string("a text of more than sixty-four bytes which ends in the address "
                                  "of somebody: ann@example.com")),
      known("number", value::integer(4111111111111111)),
      known("number", value::unsigned_integer(4111111111111111)),
      known("number", value::integer(-4111111111111111)),
      known("order_id", value::integer(4111111111111111)),
      known("latency_ms", value::floating(0.5)),
      known("nothing", value::null()),
      known("ok", value::boolean(false)),
      known("password", value::string("hunter22")),
      known("password", value::withheld("password")),
      known("secret", value::withheld("secret")),
      known("cache_key", value::string("k3yW1thM4nyD1g1ts00")),
      known("key", value::string("k3yW1thM4nyD1g1ts00")),
      known("name", of_class(value::string("Ann"), data_class::pii)),
      known("password", of_class(value::string("said safe"), data_class::safe)),
      known("list", value::list(nested_items)),
      known("map", value::map(nested_members)),
      known("cut", cut),
  }));
  CAPTURE(show(f.val));
  gate g;
  arena memory;
  const auto whole = g.pass(event_with({&f, 1}), memory);
  REQUIRE(whole.has_value());
  const std::size_t blanks[] = {0};
  const auto made = g.make_form(event_with({&f, 1}), blanks, {}, 0);
  REQUIRE(made != nullptr);
  const clean_event& filled = fill(g, *made, 1, {&f.val, 1}, memory);
  CHECK(show(whole->fields()) == show(filled.fields()));
}

TEST_CASE("a text is judged by itself, whatever was clean in its place before") {
  static constexpr std::string_view texts[] = {"orders",
                                               "payments",
                                               "orders",
                                               "ann@ex.org",
                                               "orders\n",
                                               "say \"x\"",
                                               "say \"x\"",
                                               "",
                                               "a",
                                               "ab",
                                               "abc",
                                               "abcd",
                                               "payment",
                                               "paymentz",
                                               "eu-central-1",
                                               "eu-central-2",
                                               "exactly 16 bytes",
                                               "exactly 16 bytez",
                                               "orders",
                                               "ann@ex.co",
                                               "ann@ex.org",
                                               "\xff",
                                               "payments"};
  const auto lines = renderer_of({"json", "", false});
  const field first[] = {known("topic", value::null())};
  gate g;
  arena memory;
  const std::size_t blanks[] = {0};
  const auto made = g.make_form(event_with(first), blanks, {}, 0);
  REQUIRE(made != nullptr);
  for (int again = 0; again < 2; ++again)
    for (const std::string_view text : texts) {
      const value v = value::string(text);
      const field whole[] = {known("topic", v)};
      CHECK(line_of(*g.pass(event_with(whole), memory), *lines) ==
            line_of(fill(g, *made, event_with(whole).when.ns, {&v, 1}, memory), *lines));
    }
}

TEST_CASE("what all events of a form share is redacted once, and counted for each") {
  const field fields[] = {{"password", value::string("hunter22")},
                          {"mail", value::string("ann@example.com")},
                          known("n", value::null())};
  gate g;
  arena memory;
  const std::size_t blanks[] = {2};
  const auto made = g.make_form(event_with(fields), blanks, {}, 0);
  REQUIRE(made != nullptr);
  const value one = value::integer(1);
  const value two = value::integer(2);
  const std::string first = show(fill(g, *made, 1, {&one, 1}, memory).fields());
  const std::string second = show(fill(g, *made, 2, {&two, 1}, memory).fields());
  CHECK(std::vector<std::string>{
            "{password: '[redacted:password]', mail: '[redacted:email]', n: 1}",
            "{password: '[redacted:password]', mail: '[redacted:email]', n: 2}"} ==
        std::vector<std::string>{first, second});
  CHECK(4 == g.counts().values_redacted);
}

TEST_CASE("the values of contexts are redacted in a form as in an event without one") {
  const field bound[] = {{"email", value::string("ann@example.com")},
                         {"password", value::string("hunter22")},
                         {"region", value::string("eu-central-1")},
                         {"overlaid", value::string("card 4111111111111111")}};
  const field ambient[] = {{"cache_key", value::string("k3yW1thM4nyD1g1ts00")},
                           {"n", value::integer(7)},
                           {"note", value::string("say \"hi\"")}};
  const field merged[] = {
      bound[0],   bound[1],   bound[2],  known("overlaid", value::boolean(true)),
      ambient[0], ambient[1], ambient[2]};
  gate whole;
  gate g;
  arena memory;
  const std::size_t blanks[] = {3};
  const context_blank of_contexts[] = {{0, false, 0}, {1, false, 1}, {2, false, 2},
                                       {4, true, 0},  {5, true, 1},  {6, true, 2}};
  const auto made = g.make_form(event_with(merged), blanks, of_contexts, 0);
  REQUIRE(made != nullptr);
  clean_context of_bound;
  clean_context of_ambient;
  const value yes = value::boolean(true);
  const auto lines = renderer_of({"logfmt", "", false});
  std::vector<std::string> expected;
  std::vector<std::string> written;
  for (int again = 0; again < 2; ++again) {
    expected.push_back(line_of(*whole.pass(event_with(merged), memory), *lines));
    g.redact(of_bound, bound);
    g.redact(of_ambient, ambient);
    written.push_back(line_of(
        fill(g, *made, event_with(merged).when.ns, {&yes, 1}, memory, {&of_bound, &of_ambient}),
        *lines));
  }
  CHECK(expected == written);
  CHECK(whole.counts().values_redacted == g.counts().values_redacted);
}

TEST_CASE("a line of a form is the line of the event") {
  const auto options = GENERATE(values<renderer_options>({{"json", "", false},
                                                          {"logfmt", "", false},
                                                          {"console", "compact", false},
                                                          {"console", "compact", true},
                                                          {"console", "structlog", true}}));
  const auto blanks =
      GENERATE(values<std::vector<std::size_t>>({{}, {0}, {5}, {1, 4}, {0, 1, 2, 3, 4, 5}}));
  const value items[] = {value::string("a b"), value::null()};
  const field inner[] = {{"k", value::string("v")}, {"k", value::string("w")}};
  const field fields[] = {known("zulu", value::string("say \"hi\"\n")),
                          known("logger_name", value::string("second.logger")),
                          known("alpha", value::list(items)),
                          known("mike", value::map(inner)),
                          known("half", value::floating(0.5)),
                          known("empty", value::string(""))};
  CAPTURE(options.name, options.style, blanks);
  gate g;
  arena memory;
  const auto whole = g.pass(event_with(fields), memory);
  const auto made = g.make_form(event_with(fields), blanks, {}, 3);
  REQUIRE(made != nullptr);
  std::vector<value> values;
  for (const std::size_t at : blanks)
    values.push_back(fields[at].val);
  const auto lines = renderer_of(options);
  const std::string expected = line_of(*whole, *lines);
  for (int again = 0; again < 2; ++again)
    CHECK(expected == line_of(fill(g, *made, event_with(fields).when.ns, values, memory), *lines));
}

TEST_CASE("values of any length have room in the line of a form") {
  const std::size_t size =
      GENERATE(0u, 1u, 40u, 64u, 250u, 480u, 500u, 510u, 512u, 513u, 544u, 4'000u);
  const std::string text(size, 'x');
  const field fields[] = {known("first", value::string(text)),
                          known("least", value::integer(std::numeric_limits<std::int64_t>::min())),
                          known("a_key_that_is_longer_than_any_piece_which_is_copied_at_once",
                                value::floating(-1.2345678901234567e-300)),
                          known("last", value::string(text))};
  gate g;
  arena memory;
  const std::size_t blanks[] = {0, 1, 2, 3};
  const auto made = g.make_form(event_with(fields), blanks, {}, 0);
  REQUIRE(made != nullptr);
  std::vector<value> values;
  for (const field& f : fields)
    values.push_back(f.val);
  const auto lines = renderer_of({"json", "", false});
  const std::string expected = line_of(*g.pass(event_with(fields), memory), *lines);
  line_buffer out;  // nearly full, and full, before the line begins
  for (int again = 0; again < 2 * 4'096; again += 61) {
    const std::size_t before = out.size();
    lines->render(fill(g, *made, event_with(fields).when.ns, values, memory), out);
    REQUIRE(expected == out.from(before));
  }
}

TEST_CASE("a renderer tells a form from another that was in its slot") {
  const field first[] = {known("first", value::integer(1))};
  const field second[] = {known("second", value::integer(2))};
  gate g;
  arena memory;
  const auto lines = renderer_of({"logfmt", "", false});
  const std::size_t blanks[] = {0};
  std::vector<std::string> written;
  for (const auto& fields : {first, second}) {
    const auto made = g.make_form(event_with({fields, 1}), blanks, {}, 7);
    written.push_back(line_of(fill(g, *made, 0, {&fields[0].val, 1}, memory), *lines));
  }
  CHECK(std::vector<std::string>{
            "ts=1970-01-01T00:00:00.000000Z level=info event=event_sent logger=posthog.api first=1",
            "ts=1970-01-01T00:00:00.000000Z level=info event=event_sent logger=posthog.api "
            "second=2"} == written);
}

TEST_CASE("there is no form where each event must be seen as a whole") {
  gate g;
  silent_policy policy;
  gate with_policy(&policy);
  const field pair[] = {known("name", value::string("Cookie")), known("value", value::string("x"))};
  const field plain[] = {known("n", value::integer(1))};
  const std::size_t blanks[] = {0};
  const auto with_stack = [&] {
    raw_event e = event_with(plain);
    e.stack = "#0 main";
    return e;
  }();
  CHECK(nullptr == g.make_form(event_with(pair), blanks, {}, 0));
  CHECK(nullptr == g.make_form(with_stack, blanks, {}, 0));
  CHECK(nullptr == with_policy.make_form(event_with(plain), blanks, {}, 0));
}
