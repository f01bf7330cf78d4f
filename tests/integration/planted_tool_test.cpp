// SPDX-License-Identifier: MIT
// Secrets in what the tool reads: configurations, plugins, logs.
#include <catch2/catch.hpp>

#include <algorithm>

#include "integration/planted_run.hpp"

using namespace hedgerow::test;

TEST_CASE("the tool tells no secret of configurations and plugins") {
  const auto [words_of_tool, seen] = GENERATE(table<std::vector<std::string>, words>(
      {{{"config", "check", "BROKEN"}, {"seen_style"}},
       {{"config", "check", "BROKEN", "--json"}, {"seen_style"}},
       {{"config", "show", "BROKEN"}, {"seen_style"}},
       {{"config", "show"}, {}},
       {{"plugin", "list"}, {}},
       {{"plugin", "list", "--json"}, {"seen_description", "seen_refusal", "seen_summary"}},
       {{"plugin", "explain", "test.telling"}, {"seen_description", "seen_summary"}},
       {{"plugin", "explain", "test.refused"}, {"seen_refusal"}},
       {{"tell"}, {"seen_command_failure"}}}));
  planted_run run;
  run.add_plugins();
  const std::string broken = run.settings("broken.json", R"({"password=planted-key-91": 1,
      "mode": "seen_style://ada:planted-style-92@h.example"})");
  const std::string right = run.settings("right.json", run.configuration().dump());
  std::vector<std::string> arguments = words_of_tool;
  std::replace(arguments.begin(), arguments.end(), std::string("BROKEN"), broken);
  const process_result r = run_tool(
      arguments, "", {{"HEDGEROW_PLUGIN_DIR", run.plugin_folder()}, {"HEDGEROW_CONFIG", right}});
  CAPTURE(arguments);
  CHECK(seen == without(seen_in(r.out + r.err), {"seen_plugin_log", "seen_plugin_stop"}));
  CHECK(nothing == secrets_in(r.out));
  CHECK(nothing == secrets_in(r.err));
}

TEST_CASE("hedgerow pipe passes no secret on, in whatever it reads and writes") {
  const std::string input =
      GENERATE("seen_a login password=planted-pipe-93 of https://u:planted-pipe-94@h.example/ \"\n",
               R"({"event": "seen_a token=planted-pipe-95", "db": {"password": "planted-pipe-96"},
"level": "warning", "logger": "x.password=planted-pipe-97", "secret=planted-pipe-98": 1})"
               "\n",
               "level=info msg=\"seen_a token=planted-pipe-99\" api_key=planted-pipe-9a\n",
               "{\"msg\": \"seen_a broken\", \"api_key\": \"planted-pipe-9b\n");
  const std::string to = GENERATE("console", "logfmt", "json");
  CAPTURE(input, to);
  std::string line = replaced(input, ",\n", ", ");
  const process_result r = run_tool({"pipe", "--to", to, "--stats"}, line);
  CHECK(0 == r.status);
  CHECK(words{"seen_a"} == seen_in(r.out));
  CHECK(nothing == secrets_in(r.out));
  CHECK(nothing == secrets_in(r.err));
}
