// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "gate/gate.hpp"
#include "gate/receipt_list.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::internal;
using hedgerow::level;
using hedgerow::test::describe;

namespace {

/// A redactor whose behaviour is said by the test.
struct scripted : redactor {
  enum class move {
    replace_customer,
    drop,
    fail,
    fail_after_replacing,
    answer_nobody,
    write_receipts
  };
  explicit scripted(move m) : does(m) {}

  bool redact(const subject&, std::span<const leaf> leaves,
              redaction_answers& answers) noexcept override {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      seen.push_back(std::string(leaves[i].path) + "|" + std::string(leaves[i].key));
      if (leaves[i].key == "customer" &&
          (does == move::replace_customer || does == move::fail_after_replacing))
        answers.replace(i, "cust-7f3a");
    }
    if (does == move::write_receipts)
      for (std::size_t i = 0; i < receipts; ++i)
        answers.receipt({"team/name", "mask", 2, 4, 7});
    if (does == move::drop) answers.drop();
    if (does == move::answer_nobody) answers.replace(leaves.size(), "x");
    return does != move::fail && does != move::fail_after_replacing;
  }
  std::string failure() const override { return "over its budget"; }

  move does;
  std::size_t receipts = 1;
  std::vector<std::string> seen;
};

const value names[] = {value::string("ann"), value::integer(7)};
const field inner[] = {{"customer", value::string("Ann Example")}, {"list", value::list(names)}};
const field fields[] = {{"order", value::map(inner)}, {"password", value::string("pw-1")}};

raw_event sample() {
  raw_event e;
  e.logger = "shop";
  e.name = "order_placed";
  e.fields = fields;
  return e;
}

}  // namespace

TEST_CASE("a policy sees every leaf with the way to it") {
  scripted policy(scripted::move::replace_customer);
  gate g(&policy);
  arena memory;
  g.pass(sample(), memory);
  CHECK(std::vector<std::string>{"logger|", "event|", "order.customer|customer",
                                 "order.list.0|list", "order.list.1|list", "password|password",
                                 "stack|", "exception|"} == policy.seen);
}

TEST_CASE("a policy's replacement stands, and the core's rules still have their say") {
  scripted policy(scripted::move::replace_customer);
  gate g(&policy);
  arena memory;
  const auto clean = g.pass(sample(), memory);
  REQUIRE(clean.has_value());
  CHECK(R"({order: {customer: "cust-7f3a", list: ["ann", i7]}, password: "[redacted:password]"})" ==
        describe(clean->fields()));
}

TEST_CASE("a policy that drops an event is counted") {
  scripted policy(scripted::move::drop);
  gate g(&policy);
  arena memory;
  CHECK_FALSE(g.pass(sample(), memory).has_value());
  CHECK(1 == g.counts().events_dropped_by_policy);
}

TEST_CASE("a policy that cannot decide withholds every value and no key") {
  using move = scripted::move;
  const move how = GENERATE(move::fail, move::fail_after_replacing, move::answer_nobody);
  scripted policy(how);
  gate g(&policy);
  arena memory;
  const auto clean = g.pass(sample(), memory);
  REQUIRE(clean.has_value());
  CHECK(R"({order: {customer: "[withheld]", list: ["[withheld]", "[withheld]"]}, )"
        R"(password: "[withheld]"})" == describe(clean->fields()));
  CHECK("order_placed" == clean->name());
  CHECK("shop" == clean->logger());
  CHECK(1 == g.counts().events_withheld);
  CHECK(4 == g.counts().values_withheld);
}

TEST_CASE("a policy that cannot decide withholds texts that are no names") {
  scripted policy(scripted::move::fail);
  gate g(&policy);
  arena memory;
  raw_event e;
  e.name = "user Ann Example logged in";
  e.stack = "#0 main";
  e.exception = "no such user: Ann Example";
  const auto clean = g.pass(e, memory);
  REQUIRE(clean.has_value());
  CHECK("[withheld]" == clean->name());
  CHECK("[withheld]" == clean->stack());
  CHECK("[withheld]" == clean->exception());
}

TEST_CASE("a report that a policy would drop comes out with its values withheld") {
  scripted policy(scripted::move::drop);
  gate g(&policy);
  arena memory;
  CHECK(R"({order: {customer: "[withheld]", list: ["[withheld]", "[withheld]"]}, )"
        R"(password: "[withheld]"})" == describe(g.pass_report(value::map(fields), memory).tree()));
}

TEST_CASE("a policy's receipts stand on the event, without the value") {
  scripted policy(scripted::move::write_receipts);
  gate g(&policy);
  arena memory;
  const auto clean = g.pass(sample(), memory);
  REQUIRE(clean.has_value());
  CHECK(
      R"({order: {customer: "Ann Example", list: ["ann", i7]}, password: "[redacted:password]", )"
      R"(redactions: [{rule: "team/name", action: "mask", path: "order.customer", at: u4, length: u7}]})" ==
      describe(clean->fields()));
}

TEST_CASE("a long list of receipts is cut, and a field of that name is left to its owner") {
  scripted policy(scripted::move::write_receipts);
  policy.receipts = receipt_list::most + 3;
  gate g(&policy);
  arena memory;
  const auto clean = g.pass(sample(), memory);
  REQUIRE(clean.has_value());
  const auto list = clean->fields().back().val.as_list();
  CHECK(receipt_list::most + 1 == list.size());
  CHECK("{more: u3}" == describe(list.back().as_map()));

  const field taken[] = {{"redactions", value::integer(2)}};
  raw_event event = sample();
  event.fields = taken;
  policy.receipts = 1;
  const auto theirs = g.pass(event, memory);
  REQUIRE(theirs.has_value());
  CHECK("{redactions: i2}" == describe(theirs->fields()));
}
