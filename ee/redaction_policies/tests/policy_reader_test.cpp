// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "pack.hpp"
#include "support.hpp"

#include <set>
#include <sstream>

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
      "allowed: version, name, about, keys, only, rules, dry_run, receipts, $schema\n"
      "team.json:5: rules[0].detct: unknown key \"detct\"; did you mean \"detect\"? "
      "allowed: name, about, when, detect, except, action, dry_run\n"
      "team.json:5: rules[0].name: found \"a b\", expected a name: at most 64 letters, digits, "
      "\"_\" and \"-\"\n"
      "team.json:5: rules[0]: it has neither \"detect\" nor \"when\", and would take every value; "
      "give one of them\n"
      "team.json:5: rules[0]: \"action\" is missing; allowed: remove, generalise, keep, drop, "
      "mask, "
      "replace, hash, encrypt, encrypt_digits\n");
}

TEST_CASE("a mistake in a rule is told in one sentence") {
  struct row {
    std::string rule;
    std::string expected;
  };
  const auto one = GENERATE(values<row>({
      {R"({"name": "a", "detect": ["pasport"], "action": "remove"})",
       "rules[0].detect[0]: unknown detector \"pasport\"; did you mean \"passport\"?\n"},
      {R"({"name": "a", "detect": "email", "action": "remove"})",
       "rules[0].detect: found \"email\", expected a list of detectors"},
      {R"({"name": "a", "detect": ["email"], "action": "remve"})",
       "rules[0].action: unknown action \"remve\"; did you mean \"remove\"? allowed: remove, "
       "generalise, keep, drop"},
      {R"({"name": "a", "detect": ["email"], "action": "obliterate"})",
       "rules[0].action: unknown action \"obliterate\"; allowed: remove, generalise, keep, drop, "
       "mask, "
       "replace, hash"},
      {R"({"name": "a", "detect": [], "action": "remove"})",
       "rules[0].detect: found [], expected a list of detectors, one at least"},
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
      {R"({"name": "a", "detect": ["email"], "action": {"encrypt_digits": {"key": 1}}})",
       "rules[0].action.encrypt_digits.key: the policy has no \"keys\""},
      {R"({"name": "a", "detect": ["ipv4"], "action": {"generalise": {"ipv4": 32}}})",
       "rules[0].action.generalise.ipv4: found 32, expected the bits of an address that stay, 0 to "
       "31"},
      {R"({"name": "a", "detect": ["email"], "except": [{}], "action": "remove"})",
       "rules[0].except[0]: found {}, expected values, patterns or a condition that are left "
       "alone"},
      {R"({"name": "a", "detect": ["email"], "except": [{"patterns": ["(a"]}], "action": "remove"})",
       "rules[0].except[0].patterns[0]: not a usable regular expression: missing ): (a"},
      {R"({"name": "a", "detect": [{"pattern": "ab", "entropy": 9}], "action": "remove"})",
       "rules[0].detect[0].entropy: found 9, expected bits a byte that the value must have, 0.0 to "
       "8.0"},
      {R"({"name": "a", "dry_run": "yes", "detect": ["email"], "action": "remove"})",
       "rules[0].dry_run: found \"yes\", expected true or false"},
      {R"({"name": "a", "when": {"subject": ["crash"]}, "action": "remove"})",
       "rules[0].when.subject[0]: unknown subject \"crash\"; allowed: event, report"},
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
  CHECK("./absent.json: cannot be read (No such file or directory); it must be a policy file in "
        "JSON\n" == problems_of(find_policy("./absent.json")));
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

TEST_CASE("the JSON Schema knows the same keys as the reader") {
  std::ifstream in(POLICY_SCHEMA);
  const auto schema = nlohmann::json::parse(in);
  const auto& defs = schema["$defs"];
  const auto& actions = defs["action"]["anyOf"][1]["properties"];
  const auto in_rule = [](const std::string& part) {
    return R"({"version": 1, "name": "t", "rules": [{"name": "a", "detect": ["email"], )" + part +
           "}]}";
  };
  const std::vector<std::pair<nlohmann::json, std::string>> objects = {
      {schema, R"({"?": 1})"},
      {defs["rule"], R"({"version": 1, "name": "t", "rules": [{"?": 1}]})"},
      {defs["condition"], in_rule(R"("when": {"?": 1})")},
      {defs["exemption"], in_rule(R"("except": [{"?": 1}])")},
      {defs["pattern"],
       R"({"version": 1, "name": "t", "rules": [{"name": "a", "detect": [{"?": 1}]}]})"},
      {defs["action"]["anyOf"][1], in_rule(R"("action": {"?": 1})")},
      {actions["mask"], in_rule(R"("action": {"mask": {"?": 1}})")},
      {actions["hash"], in_rule(R"("action": {"hash": {"?": 1}})")},
      {actions["encrypt"], in_rule(R"("action": {"encrypt": {"?": 1}})")},
      {actions["encrypt_digits"], in_rule(R"("action": {"encrypt_digits": {"?": 1}})")},
      {actions["generalise"], in_rule(R"("action": {"generalise": {"?": 1}})")}};
  for (const auto& [part, text] : objects) {
    std::set<std::string> of_schema, of_reader;
    for (const auto& [key, unused] : part["properties"].items())
      of_schema.insert(key);
    const auto told = problems(text);
    const std::string_view intro = "unknown key \"?\"; allowed: ";
    const auto at = told.find(intro);
    REQUIRE(at != std::string::npos);
    std::istringstream list(
        told.substr(at + intro.size(), told.find('\n', at) - at - intro.size()));
    for (std::string word; std::getline(list >> std::ws, word, ',');)
      of_reader.insert(word);
    CHECK(of_schema == of_reader);
  }
  CHECK(defs["action"]["anyOf"][0]["enum"].dump() == R"(["remove","generalise","keep","drop"])");
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
