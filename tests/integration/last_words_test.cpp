// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <csignal>
#include <regex>

#include <nlohmann/json.hpp>

#include "integration/tool.hpp"

using namespace hedgerow::test;

TEST_CASE("an uncaught exception is in the store, its log is out, and the process dies as ever") {
  const temporary_folder folder;
  process_options options;
  options.command = {std::string(HEDGEROW_PROGRAMS) + "/uncaught"};
  options.folder = folder.path().string();
  options.env = {{"XDG_STATE_HOME", folder.path().string()},
                 {"HEDGEROW_PLUGIN_DIR", folder.path().string()}};
  process_result died = run_process(options);
  died.out = std::regex_replace(died.out, std::regex("^[0-9T:.-]+Z "), "");
  // What std::terminate itself prints is the standard library's and not redacted.
  const process_result expected{-1, SIGABRT, "[info] work_started [doomed] job=7\n",
                                "terminate called after throwing an instance of "
                                "'std::runtime_error'\n  what():  the pump of "
                                "planted-mail@example.com ran dry\n"};
  CHECK(expected == died);

  const process_result listed =
      run_tool({"exceptions", "list", "--json"}, {}, {{"XDG_STATE_HOME", folder.path().string()}});
  REQUIRE(0 == listed.status);
  nlohmann::json reports = nlohmann::json::parse(listed.out);
  REQUIRE(1 == reports.size());
  reports[0].erase("id");
  reports[0].erase("time");
  CHECK(nlohmann::json::parse(R"({"level": "critical", "state": "pending", "attempts": 0,
      "type": "std::runtime_error", "value": "the pump of [redacted:email] ran dry",
      "last_error": ""})") == reports[0]);
}
