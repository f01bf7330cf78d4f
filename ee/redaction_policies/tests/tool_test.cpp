// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// The module in the tool, end to end: a plugin folder, `hedgerow pipe --policy` and `hedgerow
// policy`.
#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdio>
#include <memory>
#include <utility>

#include "support.hpp"

using policy_tests::temporary_folder;

namespace {

/// Runs the tool with the built plugin, with `input` on its standard input.
std::pair<int, std::string> run_tool(const std::string& words, const std::string& input) {
  const temporary_folder folder;
  const auto file = folder.file("input", input);
  const auto command = std::string("HEDGEROW_PLUGIN_DIR='" PLUGIN_DIR "' '" HEDGEROW_TOOL "' ") +
                       words + " < '" + file + "'";
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  while (const auto size = fread(buffer, 1, sizeof buffer, pipe))
    out.append(buffer, size);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out};
}

}  // namespace

TEST_CASE("pipe --policy redacts by packs, and the core's rules run after them") {
  const auto result = run_tool("pipe --from json --to json --policy pci --policy gdpr",
                               "{\"event\":\"paid\",\"cvv\":\"407\",\"mobile\":\"+49 30 "
                               "5550123\",\"id\":\"passport-7f3a91c2\","
                               "\"password\":\"hunter-42\",\"note\":\"from 203.0.113.77\"}\n");
  CHECK(0 == result.first);
  CHECK(result.second.find("hunter-42") == std::string::npos);
  CHECK(result.second.find("203.0.113.77") == std::string::npos);
  CHECK(result.second.find("\"mobile\":\"[redacted:phone]\",\"id\":\"passport-7f3a91c2\"") !=
        std::string::npos);
  CHECK(result.second.find("407") == std::string::npos);
}

TEST_CASE("pipe --policy with a policy file uses its actions") {
  const temporary_folder folder;
  const auto policy = folder.file("team.json", R"({"version": 1, "name": "team", "rules": [
      {"name": "card", "detect": ["payment_card"], "action": {"mask": {"keep_last": 4}}},
      {"name": "probe", "when": {"paths": ["event"], "logger": ["probe"]}, "action": "drop"}]})");
  const auto result = run_tool("pipe --from json --to json --policy '" + policy + "'",
                               "{\"event\":\"paid\",\"note\":\"with 4556737586899855 today\"}\n"
                               "{\"event\":\"ping\",\"logger\":\"probe\"}\n");
  CHECK(std::pair(0,
                  std::string("{\"event\":\"paid\",\"note\":\"with ************9855 today\"}\n")) ==
        result);
}

TEST_CASE("the tool has the word policy as long as the plugin is there") {
  const auto result = run_tool("policy try pci --text 'cvv=407'", "");
  CHECK(std::pair(
            0, std::string(
                   "1: cvv=[redacted:card_cvv]\n  card_cvv (pack pci): remove, 3 bytes at 4\n")) ==
        result);
}

TEST_CASE("what pipe encrypted, also after a word that tells of secrets, reveal brings back") {
  const temporary_folder folder;
  folder.file("k.key", policy_tests::key_digits);
  const auto policy = folder.file("team.json", R"json({"version": 1, "name": "team",
      "keys": {"k1": {"file": "k.key"}}, "rules": [
      {"name": "session", "detect": [{"pattern": "token=(\\w+)", "literal": "token="}],
       "action": {"encrypt": {"key": "k1", "mode": "random"}}},
      {"name": "user", "when": {"keys": ["password_of"]},
       "action": {"encrypt": {"key": "k1", "mode": "deterministic"}}}]})json");
  const std::string event =
      "{\"event\":\"paid\",\"note\":\"token=abc123DEF456 ok\",\"password_of\":\"Ann \\\"A\\\"\"}\n";
  const auto piped = run_tool("pipe --from json --to json --policy '" + policy + "'", event);
  REQUIRE(0 == piped.first);
  CHECK(piped.second.find("abc123DEF456") == std::string::npos);
  CHECK(piped.second.find("token=[enc:k1:") != std::string::npos);
  CHECK(piped.second.find("Ann") == std::string::npos);
  CHECK(std::pair(0, event) == run_tool("policy reveal '" + policy + "'", piped.second));
}

TEST_CASE("pipe shows the receipts of a policy that wants them") {
  const temporary_folder folder;
  const auto policy = folder.file("team.json", R"({"version": 1, "name": "team", "receipts": true,
      "rules": [{"name": "mail", "detect": ["email"], "action": {"mask": {"keep_last": 4}}}]})");
  const auto result = run_tool("pipe --from json --to json --policy '" + policy + "'",
                               "{\"event\":\"sent\",\"to\":\"cc ann@example.org\"}\n");
  CHECK(std::pair(0,
                  std::string("{\"event\":\"sent\",\"to\":\"cc ***********.org\",\"redactions\":[{"
                              "\"rule\":\"team/mail\",\"action\":\"mask\",\"path\":\"to\",\"at\":3,"
                              "\"length\":15}]}\n")) == result);
}

TEST_CASE("pipe with an allow-list passes only what it names") {
  const temporary_folder folder;
  const auto policy = folder.file("strict.json", R"({"version": 1, "name": "strict",
      "only": {"any": [{"keys": ["status"]}, {"paths": ["event", "cart.*.count"]}]}})");
  const auto result =
      run_tool("pipe --from json --to json --policy '" + policy + "'",
               "{\"event\":\"sent\",\"status\":200,\"age\":41,\"vip\":true,\"none\":null,\"cart\":"
               "[{\"count\":2,\"item\":\"tea\"}]}\n");
  CHECK(std::pair(0, std::string("{\"event\":\"sent\",\"status\":200,\"age\":"
                                 "\"[redacted:not_allowed]\",\"vip\":\"[redacted:not_allowed]\","
                                 "\"none\":null,\"cart\":[{\"count\":2,\"item\":"
                                 "\"[redacted:not_allowed]\"}]}\n")) == result);
}

TEST_CASE("policy check wants a file, and says so of a pack") {
  CHECK(std::pair(2, std::string("hedgerow policy check: \"gdpr\" is a pack, which is always fine; "
                                 "expected a policy file (`hedgerow policy list gdpr` shows the "
                                 "pack)\n")) == run_tool("policy check gdpr 2>&1", ""));
}
