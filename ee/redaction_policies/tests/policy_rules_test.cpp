// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

namespace {

/// A policy of the given rules, with the keys k1 and k2 beside it.
struct written {
  temporary_folder folder;
  std::string file = folder.file("p.json", "");
  explicit written(std::string_view first_key = key_digits) {
    folder.file("k1.key", first_key);
    folder.file("k2.key", "ff112233445566778899aabbccddeeffff112233445566778899aabbccddeeff");
  }
  std::unique_ptr<policy_set> with(const std::string& rules) const {
    return set_of(
        {R"({"version": 1, "name": "own", "keys": {"k1": {"file": "k1.key"}, "k2": {"file": "k2.key"}},
                       "rules": [)" +
         rules + "]}"},
        file);
  }
};

}  // namespace

TEST_CASE("an action puts its own text in place of the value") {
  struct row {
    std::string action;
    std::string expected;
  };
  const auto one = GENERATE(values<row>({
      {R"("remove")", "mail [redacted:mail] sent"},
      {R"({"replace": "<someone>"})", "mail <someone> sent"},
      {R"({"mask": {"keep_first": 1, "keep_last": 4}})", "mail a**********.org sent"},
      {R"({"mask": {}})", "mail *************** sent"},
      {R"({"mask": {"keep_first": 9, "keep_last": 9}})", "mail *************** sent"},
      {R"({"hash": {"key": "k1"}})", "mail [hmac:k1:610e279e8f96e8e7] sent"},
      {R"({"hash": {"key": "k2"}})", "mail [hmac:k2:81f604aefe9bc46b] sent"},
      {R"("drop")", "(dropped)"},
  }));
  const written policy;
  auto set = policy.with(R"({"name": "mail", "detect": ["email"], "action": )" + one.action + "}");
  CHECK(one.expected == redacted(*set, "mail ann@example.org sent"));
}

TEST_CASE("a mask counts characters, not bytes") {
  const written policy;
  auto set = policy.with(
      R"({"name": "n", "when": {"keys": ["name"]}, "action": {"mask": {"keep_first": 1, "keep_last": 1}}})");
  CHECK("\xc3\x85**\xc3\xa9" == redacted(*set, "\xc3\x85sn\xc3\xa9", at_key("name")));
}

TEST_CASE("the first rule of the first policy decides over a value") {
  const written policy;
  const std::string masks =
      R"({"version": 1, "name": "a", "rules": [{"name": "card", "detect": ["payment_card"],
                                "action": {"mask": {"keep_last": 4}}}]})";
  const std::string takes_all =
      R"({"version": 1, "name": "b", "rules": [{"name": "payment", "when": {"keys": ["note"]},
                                    "action": "remove"}]})";
  const auto note = at_key("note");
  const auto text = "paid with 4556737586899855 today";
  CHECK("paid with ************9855 today" == redacted({masks}, text, note));
  CHECK("[redacted:payment]" == redacted({takes_all}, text, note));
  // Both want the number. The winner speaks by its own span, and nothing else of the value is left.
  CHECK("************9855" == redacted({masks, takes_all}, text, note));
  CHECK("[redacted:payment]" == redacted({takes_all, masks}, text, note));
}

TEST_CASE("redacting twice changes nothing") {
  const written policy;
  const auto action = GENERATE(as<std::string>{}, R"("remove")", R"({"replace": "someone"})",
                               R"({"mask": {"keep_last": 4}})", R"({"hash": {"key": "k1"}})");
  auto set = policy.with(
      R"({"name": "mail", "detect": ["email", "payment_card", "phone", "npi"], "action": )" +
      action + R"(}, {"name": "who", "when": {"keys": ["who"]}, "action": )" + action + "}");
  const auto text =
      "npi 1788432015 ann@example.org 4556737586899855 phone 212-555-0187, 212-555-0188";
  for (const auto& where : {place{}, at_key("who")}) {
    const auto once = redacted(*set, text, where);
    CHECK(once != text);
    CHECK(once == redacted(*set, once, where));
  }
}

TEST_CASE("packs redact twice to the same text") {
  const auto text =
      GENERATE(as<std::string>{}, "phone 212-555-0187 212-555-0188 1788432015",
               "npi=1788432015 and 1788432015 or 9434765919 nhs number",
               R"({"pin":"8264","cvv":"407","account_number":"0075321964","next":"0075321965"})",
               "dob 1985-07-12 1986-08-13, passport XK4471920 XK4471921 mobile 0171 5550123");
  auto set = set_of({"secrets", "pci", "hipaa", "gdpr"});
  const auto once = redacted(*set, text);
  CHECK(once == redacted(*set, once));
}

TEST_CASE("conditions choose the values that a rule takes") {
  struct row {
    std::string when;
    bool expected;
  };
  const auto one = GENERATE(values<row>({
      {R"({"keys": ["session_id"]})", true},
      {R"({"keys": ["session"]})", false},
      {R"({"keys": ["session*", "x"]})", true},
      {R"({"keys": ["sess_*"]})", false},
      {R"({"paths": ["request.*.sessionId"]})", true},
      {R"({"paths": ["request.session_id"]})", false},
      {R"({"paths": ["**.session_id"]})", true},
      {R"({"paths": ["request.**"]})", true},
      {R"({"paths": ["response.**"]})", false},
      {R"({"logger": ["web.*"]})", true},
      {R"({"logger": ["api.*"]})", false},
      {R"({"level": {"at_least": "warning"}})", true},
      {R"({"level": {"at_least": "error"}})", false},
      {R"({"level": {"at_most": "info"}})", false},
      {R"({"data_class": ["pii", "health"]})", true},
      {R"({"data_class": ["secret"]})", false},
      {R"({"all": [{"logger": ["web.*"]}, {"keys": ["nope"]}]})", false},
      {R"({"any": [{"logger": ["api.*"]}, {"keys": ["session id"]}]})", true},
      {R"({"not": {"logger": ["web.*"]}})", false},
      {R"({"keys": ["*id"], "logger": ["api.*"]})", false},
  }));
  const written policy;
  auto set = policy.with(R"({"name": "r", "when": )" + one.when + R"(, "action": "remove"})");
  auto where = at_key("sessionId", "request.cookies.sessionId");
  where.logger = "web.checkout";
  where.level = 30;
  where.data_class = 3;
  CHECK((one.expected ? "[redacted:r]" : "value") == redacted(*set, "value", where));
}

TEST_CASE("a pattern of one's own is narrowed by literal, context and check") {
  const written policy;
  auto set = policy.with(
      R"({"name": "badge", "action": "remove", "detect": [{"pattern": "\\bB-(\\d{4,12})\\b",
                             "literal": "B-", "context": ["staff badge"], "window": 20, "check": "luhn"}]})");
  CHECK("staff badge B-[redacted:badge] in" == redacted(*set, "staff badge B-79927398713 in"));
  CHECK("B-[redacted:badge] (staffBadge)" == redacted(*set, "B-79927398713 (staffBadge)"));
  CHECK("B-[redacted:badge]" == redacted(*set, "B-79927398713", at_key("staff_badge")));
  CHECK("staff badge B-79927398712" == redacted(*set, "staff badge B-79927398712"));
  CHECK("part B-79927398713" == redacted(*set, "part B-79927398713"));
  CHECK("staff badge, as was said at the door, B-79927398713" ==
        redacted(*set, "staff badge, as was said at the door, B-79927398713"));
}

TEST_CASE("numbers are judged by their key alone") {
  auto set = set_of({"hipaa", "core"});
  std::string out;
  CHECK(outcome::replaced == set->redact(at_key("npi"), {"1788432015", true}, out));
  CHECK("[redacted:npi]" == out);
  CHECK(outcome::unchanged == set->redact(at_key("elapsed"), {"4556737586899855", true}, out));
}
