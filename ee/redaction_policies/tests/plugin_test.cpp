// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// The built library through the C ABI alone, as a host sees it.
#include <catch2/catch.hpp>

#include <map>
#include <vector>

#include "loaded_plugin.hpp"
#include "support.hpp"

using namespace policy_tests;

TEST_CASE("the plugin redacts leaves by their key, their text and their number") {
  loaded_plugin plugin;
  REQUIRE(plugin.started == HEDGEROW_OK);
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(redactor != nullptr);
  REQUIRE(HEDGEROW_OK ==
          redactor->use_policies(plugin.instance(), str(R"(["pci","hipaa","gdpr"])")));
  auto number = leaf_of("claim.npi", "npi", "");
  number.value.type = HEDGEROW_UNSIGNED;
  number.value.as.unsigned_integer = 1788432015;
  auto plain = leaf_of("claim.count", "count", "");
  plain.value.type = HEDGEROW_SIGNED;
  plain.value.as.signed_integer = -7;
  auto nothing = leaf_of("claim.note", "note", "");
  nothing.value.type = HEDGEROW_NULL;
  const std::vector leaves = {leaf_of("event", "", "call from +49 30 5550123"),
                              number,
                              plain,
                              nothing,
                              leaf_of("card.cvv", "cvv", "407"),
                              leaf_of("status", "status", "ok")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "call from [redacted:phone]"},
                                             {1, "[redacted:npi]"},
                                             {4, "[redacted:card_cvv]"}} == answers.replaced);
  CHECK_FALSE(answers.dropped);
}

TEST_CASE("the name of what holds a field is context for its value") {
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["hipaa","gdpr"])")));
  const std::vector leaves = {
      leaf_of("patient.name", "name", "Ann Roe"), leaf_of("medications.0.name", "name", "aspirin"),
      leaf_of("home_address.line1", "line1", "7 Elm Row"),
      leaf_of("release.name", "name", "spring"), leaf_of("diagnosis.status", "status", "final")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "[redacted:patient_name]"},
                                             {1, "[redacted:health_condition]"},
                                             {2, "[redacted:personal_field]"}} == answers.replaced);
}

TEST_CASE("a policy that drops makes the plugin say so") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t", "rules": [
      {"name": "probe", "when": {"paths": ["event"], "logger": ["web.*"]}, "action": "drop"}]})");
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str("[\"" + file + "\"]")));
  const std::vector leaves = {leaf_of("event", "", "paid")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(answers.dropped);
}

TEST_CASE("a policy that is wrong is refused with its reason, and the earlier ones stay") {
  loaded_plugin plugin;
  const auto* redactor = plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1);
  REQUIRE(HEDGEROW_OK == redactor->use_policies(plugin.instance(), str(R"(["pci"])")));
  CHECK(HEDGEROW_BAD_INPUT == redactor->use_policies(plugin.instance(), str(R"(["hippa"])")));
  CHECK("hippa: unknown pack \"hippa\"; did you mean \"hipaa\"? allowed: core, secrets, pci, "
        "hipaa, gdpr, "
        "or the path of a policy file" == plugin.failure);
  const std::vector leaves = {leaf_of("cvv", "cvv", "407")};
  const auto subject = subject_of(leaves);
  answer_book answers;
  REQUIRE(HEDGEROW_OK == redactor->redact(plugin.instance(), &subject, &answers.table));
  CHECK(std::map<std::uint64_t, std::string>{{0, "[redacted:card_cvv]"}} == answers.replaced);
}

TEST_CASE("a setting that does not exist or has a wrong value is refused at start") {
  const auto [config, why] = GENERATE(table<std::string, std::string>(
      {{R"({"relaod_ms": 5})",
        ": unknown key \"relaod_ms\"; did you mean \"reload_ms\"? allowed: reload_ms, audit_ms, "
        "audit_file"},
       {R"({"reload_ms": -1})",
        ".reload_ms: found -1, expected milliseconds, 0 (never) to 86400000"},
       {R"({"audit_ms": "1s"})",
        ".audit_ms: found \"1s\", expected milliseconds, 0 (never) to 86400000"},
       {R"({"audit_file": 3})", ".audit_file: found 3, expected the path of a file"},
       {R"([])", ": found [], expected an object"}}));
  loaded_plugin plugin(config);
  CHECK(HEDGEROW_BAD_INPUT == plugin.started);
  CHECK("plugins.modules.hedgerow.redaction_policies" + why == plugin.failure);
}

TEST_CASE("policy check tells all mistakes and ends with 1, or says that all is fine") {
  const temporary_folder folder;
  const auto good = folder.file("good.json", R"({"version": 1, "name": "g", "rules": [
      {"name": "a", "detect": ["email"], "action": "remove"}]})");
  const auto bad = folder.file("bad.json", "{\"version\": 1, \"name\": \"b\",\n \"rulez\": []}");
  kept_console fine{""};
  CHECK(0 == run(fine, {"check", good}));
  CHECK(good + ": fine, 1 rule\n" == fine.out);
  kept_console wrong{""};
  CHECK(1 == run(wrong, {"check", bad}));
  CHECK(bad + ":1: \"rules\" is missing; it must be a list of rules\n" + bad +
            ":2: rulez: unknown key \"rulez\"; did you mean \"rules\"? "
            "allowed: version, name, about, keys, only, rules, dry_run, receipts, $schema\n" ==
        wrong.out);
}

TEST_CASE("policy try shows which rule did what and where, and not the value") {
  kept_console console{"cvv=407 and\nnothing here\n"};
  CHECK(0 == run(console, {"try", "pci"}));
  CHECK("1: cvv=[redacted:card_cvv] and\n"
        "  card_cvv (pack pci): remove, 3 bytes at 4\n"
        "2: nothing here\n"
        "  no rule applies\n" == console.out);
}

TEST_CASE("policy try answers machines with one object a line") {
  kept_console console{""};
  CHECK(0 == run(console, {"try", "pci", "--json", "--key=cvv", "--text", "407"}));
  CHECK(
      R"({"line":1,"decisions":[{"rule":"card_cvv","policy":"pci","action":"remove","at":0,"length":3}],)"
      R"("text":"[redacted:card_cvv]"})"
      "\n" == console.out);
}

TEST_CASE("policy list names a pack's rules") {
  kept_console console{""};
  CHECK(0 == run(console, {"list", "core"}));
  CHECK("core (pack core): what the host's own rules find as well, which run after all policies\n"
        "  payment_card          remove  Payment card numbers\n"
        "  iban                  remove  International bank account numbers\n"
        "  us_ssn                remove  US social security numbers\n"
        "  email                 remove  E-mail addresses\n" == console.out);
}

TEST_CASE("wrong use of policy ends with 2 and the nearest word") {
  kept_console console{""};
  CHECK(2 == run(console, {"chekc", "x.json"}));
  CHECK("hedgerow policy: unknown word \"chekc\"; did you mean \"check\"? allowed: check, list, "
        "try, reveal" == console.error.substr(0, console.error.find('\n')));
  kept_console options{""};
  CHECK(2 == run(options, {"list", "--jsn"}));
  CHECK("hedgerow policy: unknown option \"--jsn\"; did you mean \"--json\"? allowed: --json\n" ==
        options.error);
}

TEST_CASE("policy reveal opens what policy try encrypted, and says what it cannot open") {
  const temporary_folder folder;
  folder.file("k.key", policy_tests::key_digits);
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t",
      "keys": {"k1": {"file": "k.key"}}, "rules": [{"name": "mail", "detect": ["email"],
      "action": {"encrypt": {"key": "k1", "mode": "deterministic"}}}]})");
  kept_console first{""};
  REQUIRE(0 == run(first, {"try", file, "--text", "mail ann@example.org"}));
  const auto end = first.out.find('\n');
  kept_console second{first.out.substr(3, end - 2)};
  CHECK(0 == run(second, {"reveal", file}));
  CHECK("mail ann@example.org\n" == second.out);
  kept_console third{""};
  CHECK(1 == run(third, {"reveal", "pci", "--text", first.out.substr(3, end - 3)}));
  CHECK("hedgerow policy reveal: the key \"k1\" is in none of the policies; name the one that has "
        "it\n" == third.error);
  kept_console none{""};
  CHECK(2 == run(none, {"reveal"}));
  CHECK(none.error.starts_with("hedgerow policy reveal: no policy is named, and so no key\n"));
}

TEST_CASE("policy reveal --rule brings back the digits that a rule encrypted") {
  const temporary_folder folder;
  folder.file("a.key", policy_tests::key_digits);
  folder.file("b.key", "ff112233445566778899aabbccddeeffff112233445566778899aabbccddeeff");
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t",
      "keys": {"a": {"file": "a.key"}, "b": {"file": "b.key"}},
      "rules": [{"name": "phone", "detect": ["phone"], "action": {"encrypt_digits": {"key": "a"}}}]})");
  kept_console first{""};
  REQUIRE(0 == run(first, {"try", file, "--text", "+49 30 5550123"}));
  const auto encrypted = first.out.substr(3, first.out.find('\n') - 3);
  kept_console second{""};
  CHECK(0 == run(second, {"reveal", file, "--rule", "phone", "--text", encrypted}));
  CHECK("+49 30 5550123\n" == second.out);
  kept_console other_key{""};
  CHECK(0 == run(other_key, {"reveal", file, "--rule=phone", "--key=b", "--text", encrypted}));
  CHECK("+49 30 5550123\n" != other_key.out);
  kept_console too_short{""};
  CHECK(1 == run(too_short, {"reveal", file, "--rule", "phone", "--text", "123"}));
  CHECK("hedgerow policy reveal: not a value of the rule \"phone\": 3 digits have too few values, "
        "which could all be tried; NIST SP 800-38G asks for a million, and so for 6 digits at "
        "least\n" == too_short.error);
  kept_console wrong{""};
  CHECK(2 == run(wrong, {"reveal", file, "--rule", "phones", "--text", encrypted}));
  CHECK(
      "hedgerow policy reveal: unknown rule \"phones\"; did you mean \"phone\"? allowed: phone\n" ==
      wrong.error);
}

TEST_CASE("policy try says what was not possible, and what is a dry run") {
  const temporary_folder folder;
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t", "rules": [
      {"name": "born", "when": {"keys": ["born"]}, "action": "generalise"},
      {"name": "mail", "detect": ["email"], "action": "drop", "dry_run": true}]})");
  kept_console console{""};
  CHECK(0 == run(console, {"try", file, "--key", "born", "--text", "ann@example.org"}));
  CHECK("1: [redacted:born]\n"
        "  mail (" +
            file +
            "): drop (dry run, not done), 15 bytes at 0\n"
            "  born (" +
            file + "): remove (generalise was not possible), 15 bytes at 0\n" ==
        console.out);
}
