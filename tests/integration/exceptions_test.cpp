// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "integration/tool.hpp"

using namespace hedgerow::test;

namespace {

process_result wrong_use(const std::string& sentence) {
  return {2, 0, "", "hedgerow: " + sentence + "\n"};
}

}  // namespace

TEST_CASE("exceptions that nobody can answer end in a sentence") {
  const temporary_folder folder;
  const std::string store = (folder.path() / "none.db").string();
  CHECK(wrong_use("exceptions: report store: there is none at " + store) ==
        run_tool({"exceptions", "list", "--store", store}));
  CHECK(wrong_use("exceptions send: there is no project key; set posthog.project_key in the "
                  "configuration, or HEDGEROW_POSTHOG_KEY") == run_tool({"exceptions", "send"}));
  CHECK(
      wrong_use("exceptions prune: say what is to go: --older-than 30d, --state sent, or --all") ==
      run_tool({"exceptions", "prune"}));
  CHECK(wrong_use("exceptions: \"snet\" is not a state; allowed are pending, sent, failed; did you "
                  "mean \"sent\"?") == run_tool({"exceptions", "prune", "--state", "snet"}));
  CHECK(wrong_use("exceptions: \"3x\" is not a span of time; right would be 90m, 12h or 30d") ==
        run_tool({"exceptions", "prune", "--older-than", "3x"}));
}
