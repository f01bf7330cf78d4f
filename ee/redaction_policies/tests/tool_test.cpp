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
