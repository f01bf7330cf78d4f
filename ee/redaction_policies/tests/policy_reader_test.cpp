// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "pack.hpp"
#include "support.hpp"

#include <nlohmann/json.hpp>

using namespace policy_tests;

namespace {

std::string problems(const std::string& text) {
  return problems_of(read_policy(text, "team.json"));
}

/// The problems of one rule that is put into a policy, on line 1.
std::string rule_problems(const std::string& rule) {
  return problems(R"({"version": 1, "name": "team", "rules": [)" + rule + "]}");
}

}  // namespace

TEST_CASE("a policy that is right has no problems") {
  const auto result = read_policy(R"({"version": 1, "name": "team", "about": "ours", "rules": [
      {"name": "a", "detect": ["email", "iban"], "action": "remove"},
      {"name": "b", "when": {"keys": ["x"]}, "action": {"mask": {"keep_last": 4}}}]})",
                                  "team.json");
  CHECK(problems_of(result).empty());
  CHECK(2 == result.read.rules.size());
}

TEST_CASE("every mistake is told with its line, its path and what would be right") {
  CHECK(
      problems("{\n  \"version\": 2,\n  \"nmae\": \"x\",\n  \"rules\": [\n    {\"name\": \"a b\", "
               "\"detct\": []}\n  ]\n}") ==
      "team.json:1: \"name\" is missing; it names the policy in listings\n"
      "team.json:2: version: found 2, expected 1\n"
      "team.json:3: nmae: unknown key \"nmae\"; did you mean \"name\"? "
      "allowed: version, name, about, keys, rules, $schema\n"
      "team.json:5: rules[0].detct: unknown key \"detct\"; did you mean \"detect\"? "
      "allowed: name, about, when, detect, action\n"
      "team.json:5: rules[0].name: found \"a b\", expected a name: at most 64 letters, digits, "
      "\"_\" and \"-\"\n"
      "team.json:5: rules[0]: it has neither \"detect\" nor \"when\", and would take every value; "
      "give one of them\n"
      "team.json:5: rules[0]: \"action\" is missing; allowed: remove, drop, mask, replace, hash, "
      "encrypt\n");
}

TEST_CASE("a mistake in a rule is told in one sentence") {
  struct row {
    std::string rule;
    std::string expected;
  };
  const auto one = GENERATE(values<row>({
      {R"({"name": "a", "detect": ["pasport"], "action": "remove"})",
       "rules[0].detect[0]: unknown detector \"pasport\"; did you mean \"passport\"? allowed: "},
      {R"({"name": "a", "detect": "email", "action": "remove"})",
       "rules[0].detect: found \"email\", expected a list of detectors"},
      {R"({"name": "a", "detect": ["email"], "action": "remve"})",
       "rules[0].action: unknown action \"remve\"; did you mean \"remove\"? allowed: remove, drop"},
      {R"({"name": "a", "detect": ["email"], "action": "mask"})",
       "rules[0].action: \"mask\" needs its settings: {\"mask\": ...}"},
      {R"({"name": "a", "detect": ["email"], "action": {"mask": {"keep": 4}}})",
       "rules[0].action.mask.keep: unknown key \"keep\"; allowed: keep_first, keep_last"},
      {R"({"name": "a", "detect": ["email"], "action": {"mask": {"keep_last": -1}}})",
       "rules[0].action.mask.keep_last: found -1, expected how many characters stay, 0 to 16"},
      {R"({"name": "a", "detect": ["email"], "action": {"hash": {"key": "k1"}}})",
       "rules[0].action.hash.key: the policy has no \"keys\"; add {\"keys\": {\"<key id>\": "
       "{\"file\": \"...\"}}}"},
      {R"({"name": "a", "detect": ["email"], "action": {"encrypt": {}}})",
       "rules[0].action.encrypt: \"key\" is missing; it must be the id of one of \"keys\"\n"
       "team.json:1: rules[0].action.encrypt: \"mode\" is missing; deterministic: the same value "
       "gives the same text; random: no two texts tell that they are of one value"},
      {R"({"name": "a", "detect": ["email"], "action": {"encrypt": {"key": "k", "mode": "radnom"}}})",
       "rules[0].action.encrypt.key: the policy has no \"keys\"; add {\"keys\": {\"<key id>\": "
       "{\"file\": \"...\"}}}\n"
       "team.json:1: rules[0].action.encrypt.mode: unknown mode \"radnom\"; did you mean "
       "\"random\"? allowed: deterministic, random"},
      {R"({"name": "a", "when": {}, "action": "remove"})",
       "rules[0].when: found {}, expected at least one condition; leave \"when\" out for none"},
      {R"({"name": "a", "when": {"level": {"at_least": "warn"}}, "action": "remove"})",
       "rules[0].when.level.at_least: unknown level \"warn\"; allowed: debug, info, warning, "
       "error, critical"},
      {R"({"name": "a", "when": {"data_class": ["pi"]}, "action": "remove"})",
       "rules[0].when.data_class[0]: unknown data class \"pi\"; did you mean \"pii\"? "
       "allowed: unclassified, safe, secret, pii, financial, health"},
      {R"({"name": "a", "detect": [{"pattern": "(a"}], "action": "remove"})",
       "rules[0].detect[0].pattern: not a usable regular expression: missing ): (a"},
      {R"({"name": "a", "detect": [{"pattern": "(?=a)b"}], "action": "remove"})",
       "rules[0].detect[0].pattern: not a usable regular expression: invalid perl operator: (?=; "
       "look-around and back-references are not part of RE2, which takes linear time"},
      {R"({"name": "a", "detect": [{"pattern": "a*"}], "action": "remove"})",
       "rules[0].detect[0].pattern: not a usable regular expression: it matches the empty text"},
      {R"({"name": "a", "name": "b", "detect": ["email"], "action": "remove"})",
       "rules[0].name: the key stands twice in one object; give it once"},
  }));
  const auto found = rule_problems(one.rule);
  CHECK("team.json:1: " + one.expected == found.substr(0, 13 + one.expected.size()));
}

TEST_CASE("two rules of one policy cannot have one name") {
  CHECK(
      "team.json:1: rules[1].name: \"a\" is the name of an earlier rule; names must differ\n" ==
      rule_problems(
          R"({"name": "a", "detect": ["email"], "action": "drop"}, {"name": "a", "detect": ["iban"], "action": "drop"})"));
}

TEST_CASE("what is not JSON is told with its line") {
  CHECK("team.json:2: not JSON: syntax error while parsing object key - unexpected '}'; expected "
        "string literal\n" == problems("{\"version\": 1,\n}"));
}

TEST_CASE("a policy is a pack or a file, and a slip in its name is told") {
  CHECK("pci" == find_policy("pci").read.name);
  CHECK("gdrp: unknown pack \"gdrp\"; did you mean \"gdpr\"? allowed: core, secrets, pci, hipaa, "
        "gdpr, "
        "or the path of a policy file\n" == problems_of(find_policy("gdrp")));
  CHECK("./absent.json: cannot be read; it must be a policy file in JSON\n" ==
        problems_of(find_policy("./absent.json")));
}

TEST_CASE("patterns that will be slow are named, and work all the same") {
  const auto result = read_policy(R"({"version": 1, "name": "t", "rules": [
      {"name": "a", "detect": [{"pattern": "[A-Z]{3}\\d{9}"}], "action": "remove"}]})",
                                  "t.json");
  CHECK(problems_of(result).empty());
  REQUIRE(1 == result.notes.size());
  CHECK("t.json:2: rules[0].detect[0].pattern: slow: it has no \"literal\", so it runs on every "
        "value" == result.notes[0].str());
}

TEST_CASE("the JSON Schema knows the same detectors and checks as the reader") {
  std::ifstream in(POLICY_SCHEMA);
  const auto schema = nlohmann::json::parse(in);
  std::vector<std::string> detectors, checks;
  for (const auto& one : packs())
    for (const auto& row : one.detectors)
      detectors.emplace_back(row.name);
  for (const auto& one : named_checks())
    checks.emplace_back(one.name);
  CHECK(detectors == schema["$defs"]["detector"]["enum"].get<std::vector<std::string>>());
  CHECK(checks ==
        schema["$defs"]["pattern"]["properties"]["check"]["enum"].get<std::vector<std::string>>());
}

TEST_CASE("every row of the packs' tables names a detector of its pack") {
  std::vector<std::string> strangers;
  for (const auto& one : packs()) {
    const auto expect = [&](std::string_view name) {
      for (const auto& row : one.detectors)
        if (row.name == name) return;
      strangers.push_back(std::string(one.name) + ": " + std::string(name));
    };
    for (const auto& table : one.forms)
      for (const auto& row : table)
        expect(row.detector);
    for (const auto& table : one.contexts)
      for (const auto& row : table)
        expect(row.detector);
    for (const auto& row : one.shapes)
      expect(row.detector);
  }
  CHECK(std::vector<std::string>{} == strangers);
}
