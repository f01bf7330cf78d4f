// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// Which rule decides: keep, except, only, dry run.
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

namespace {

std::string policy_of_rules(const std::string& rules, const std::string& more = "") {
  return R"({"version": 1, "name": "t")" + more + R"(, "rules": [)" + rules + "]}";
}

}  // namespace

TEST_CASE("what an earlier rule keeps, no later one takes") {
  const auto keep = policy_of_rules(
      R"({"name": "ours", "detect": [{"pattern": "[a-z]+@example\\.org", "literal": "@example.org"}],
          "action": "keep"})");
  const auto text = "from ann@example.org to bob@example.com";
  CHECK("from ann@example.org to [redacted:email]" == redacted({keep, "core"}, text));
  CHECK("from [redacted:email] to [redacted:email]" == redacted({"core", keep}, text));
  auto set = set_of({keep, "core"});
  const auto once = redacted(*set, text);
  CHECK(once == redacted(*set, once));
}

TEST_CASE("what is kept of a longer value is all that is left of it") {
  const auto keep = policy_of_rules(
      R"({"name": "host", "detect": [{"pattern": "example\\.org", "literal": "example.org"}],
          "action": "keep"})");
  CHECK("from example.org now" == redacted({keep, "core"}, "from ann@example.org now"));
}

TEST_CASE("a rule leaves its exceptions alone, and others may still take them") {
  const auto [except, text, expected] = GENERATE(table<std::string, std::string, std::string>(
      {{R"({"values": ["*@example.org"]})", "ann@example.org bob@example.com",
        "ann@example.org [redacted:mail]"},
       {R"({"values": ["ann@*", "bob@*"]})", "ann@example.org bob@example.com",
        "ann@example.org bob@example.com"},
       {R"({"patterns": ["a.*@.*org"]})", "ann@example.org ann@example.com",
        "ann@example.org [redacted:mail]"},
       {R"({"patterns": ["ann"]})", "ann@example.org", "[redacted:mail]"},
       {R"({"when": {"logger": ["test.*"]}})", "ann@example.org", "ann@example.org"},
       {R"({"when": {"logger": ["web.*"]}})", "ann@example.org", "[redacted:mail]"},
       {R"({"values": ["ann@*"], "when": {"logger": ["test.*"]}})",
        "ann@example.org bob@example.com", "ann@example.org [redacted:mail]"}}));
  const auto policy = policy_of_rules(R"({"name": "mail", "detect": ["email"], "except": [)" +
                                      except + R"(], "action": "remove"})");
  place where;
  where.logger = "test.mail";
  CHECK(expected == redacted({policy}, text, where));
  const auto both = redacted({policy, "core"}, text, where);
  CHECK(both.find('@') == std::string::npos);
}

TEST_CASE("with only, nothing passes that is not named") {
  const auto policy = R"({"version": 1, "name": "strict", "only": {"any": [
      {"keys": ["status", "request_*"]}, {"paths": ["event", "items.*.count"]}]}})";
  const auto [path, key, expected] = GENERATE(table<std::string, std::string, std::string>(
      {{"status", "status", "value"},
       {"deep.down.status", "status", "value"},
       {"requestId", "requestId", "value"},
       {"event", "", "value"},
       {"items.3.count", "count", "value"},
       {"count", "count", "[redacted:not_allowed]"},
       {"status_text", "status_text", "[redacted:not_allowed]"},
       {"logger", "", "[redacted:not_allowed]"},
       {"exception", "", "[redacted:not_allowed]"}}));
  CHECK(expected == redacted({policy}, "value", at_key(key, path)));
}

TEST_CASE("no rule of any policy lets pass what an only stops") {
  const auto keeps =
      policy_of_rules(R"({"name": "all", "when": {"keys": ["*"]}, "action": "keep"})");
  const auto strict = R"({"version": 1, "name": "strict", "only": {"keys": ["status"]}})";
  CHECK("[redacted:not_allowed]" == redacted({keeps, strict}, "value", at_key("note")));
}

TEST_CASE("what an only lets pass is still judged by the rules") {
  const auto policy =
      policy_of_rules(R"({"name": "mail", "detect": ["email"], "action": "remove"})",
                      R"(, "only": {"keys": ["note"]})");
  CHECK("to [redacted:mail]" == redacted({policy}, "to ann@example.org", at_key("note")));
}

TEST_CASE("with only, numbers and booleans stop as well") {
  auto set = set_of({R"({"version": 1, "name": "strict", "only": {"keys": ["status"]}})"});
  std::string out;
  CHECK(outcome::replaced == set->redact(at_key("age"), {"41", true}, out));
  CHECK("[redacted:not_allowed]" == out);
  CHECK(outcome::unchanged == set->redact(at_key("status"), {"200", true}, out));
}

TEST_CASE("a dry run changes nothing and counts what it would have done") {
  const auto dry = GENERATE(as<std::string>{}, R"("dry_run": true, "rules": [{)",
                            R"("rules": [{"dry_run": true, )");
  const auto policy = R"({"version": 1, "name": "new", )" + dry +
                      R"("name": "mail", "detect": ["email"], "action": "drop"}]})";
  audit counts;
  auto read = read_policy(policy, "t.json");
  REQUIRE("" == problems_of(read));
  std::vector<hedgerow::policies::policy> policies;
  policies.push_back(std::move(read.read));
  policies.push_back(find_policy("core").read);
  policy_set set(std::move(policies), &counts);
  CHECK("to [redacted:email], [redacted:email]" ==
        redacted(set, "to ann@example.org, bob@example.org"));
  CHECK("core/email 2 in events; new/mail 2 in events if it were no dry run" ==
        summary_of(counts.lines()));
}

TEST_CASE(
    "each rule is counted for events and reports apart, and a reload does not lose the counts") {
  audit counts;
  place event, report;
  report.is_report = true;
  for (int reload = 0; reload < 2; ++reload) {
    std::vector<hedgerow::policies::policy> policies;
    policies.push_back(find_policy("core").read);
    policy_set set(std::move(policies), &counts);
    redacted(set, "ann@example.org bob@example.org 4556737586899855", event);
    redacted(set, "ann@example.org", report);
    redacted(set, "nothing", report);
  }
  CHECK("core/email 4 in events, 2 in reports; core/payment_card 2 in events" ==
        summary_of(counts.lines()));
}

TEST_CASE("decisions tell where in the text as it was given") {
  auto set = set_of({policy_of_rules(
      R"({"name": "mail", "detect": ["email"], "action": {"replace": "somebody@elsewhere.example"}},
         {"name": "card", "detect": ["payment_card"], "action": {"mask": {"keep_last": 4}}})")});
  redacted(*set, "a ann@example.org b 4556737586899855");
  std::vector<std::string> told;
  for (const auto& made : set->decisions())
    told.push_back(made.by->name + " " + std::to_string(made.begin) + "+" +
                   std::to_string(made.length));
  CHECK(std::vector<std::string>{"mail 2+15", "card 20+16"} == told);
}

TEST_CASE("conditions know the name of the event and what it goes to") {
  const auto [when, expected] =
      GENERATE(table<std::string, bool>({{R"({"event": ["cart_*"]})", true},
                                         {R"({"event": ["order_*"]})", false},
                                         {R"({"subject": ["report"]})", true},
                                         {R"({"subject": ["event"]})", false},
                                         {R"({"subject": ["event", "report"]})", true}}));
  auto where = at_key("note");
  where.event = "cart_paid";
  where.is_report = true;
  const auto policy =
      policy_of_rules(R"({"name": "r", "when": )" + when + R"(, "action": "remove"})");
  CHECK((expected ? "[redacted:r]" : "value") == redacted({policy}, "value", where));
}
