// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "integration/tool.hpp"

using namespace hedgerow::test;

namespace {

process_result wrong_use(const std::string& sentence) {
  return {2, 0, "", "hedgerow: " + sentence + "\n"};
}

}  // namespace

TEST_CASE("the tool says its version") {
  CHECK(success("hedgerow " HEDGEROW_VERSION "\n") == run_tool({"--version"}));
}

TEST_CASE("a mistyped word is answered with the nearest one") {
  struct row {
    std::vector<std::string> arguments;
    std::string sentence;
  };
  const auto r = GENERATE(values<row>({
      {{"pipe", "--frm", "json"},
       "\"--frm\" is not known here; did you mean \"--from\"? (see `hedgerow pipe --help`)"},
      {{"pipe", "--from", "jsno"},
       "pipe: \"jsno\" is not an input format; allowed are auto, json, logfmt, text; did you mean "
       "\"json\"?"},
      {{"pipe", "--level", "wran"},
       "pipe: \"wran\" is not a level; allowed are debug, info, warning, error, critical, off; did "
       "you mean \"warn\"?"},
      {{"pipe", "--level"}, "--level: 1 required LEVEL missing (see `hedgerow pipe --help`)"},
      {{"config", "chek"},
       "\"chek\" is not known here; did you mean \"check\"? (see `hedgerow config --help`)"},
      {{"config"}, "A subcommand is required (see `hedgerow config --help`)"},
      {{}, "A subcommand is required (see `hedgerow --help`)"},
      {{"plugin", "explain"}, "ID is required (see `hedgerow plugin explain --help`)"},
  }));
  CHECK(wrong_use(r.sentence) == run_tool(r.arguments));
}

TEST_CASE("a command that a plugin would bring is said to be missing, with the folder") {
  const temporary_folder empty;
  const std::string dir = empty.path().string();
  const process_result r =
      run_tool({"policy", "check", "own.json"}, "", {{"HEDGEROW_PLUGIN_DIR", dir}});
  CHECK(wrong_use("\"policy\" is not a command of the tool itself (pipe, exceptions, plugin, "
                  "config, recover), and no "
                  "plugin in " +
                  dir +
                  " brings it; put one there that does, or name its folder in "
                  "HEDGEROW_PLUGIN_DIR") == r);
}

TEST_CASE("a plugin that is not there is said with the folder and the nearest name") {
  const temporary_folder folder;
  const std::string dir = folder.path().string();
  folder.write("acme.kafka.so", "no library");
  const process_result r =
      run_tool({"plugin", "explain", "acme.kafak"}, "", {{"HEDGEROW_PLUGIN_DIR", dir}});
  CHECK(wrong_use("plugin explain: there is no plugin \"acme.kafak\" in " + dir +
                  "; `hedgerow plugin list` shows what there is; did you mean "
                  "\"acme.kafka\"?") == r);
}

TEST_CASE("config check says all that is wrong, and ends with 1") {
  const temporary_folder folder;
  const std::string file = folder.write(
      "bad.json", R"({"servce": "billing", "sinks": [{"renderer": "jsn"}], "store": {"path": 3}})");
  CHECK(process_result{
            1, 0,
            file +
                ": sinks[0].renderer: found \"jsn\"; right would be one of console, logfmt, json; "
                "did you mean \"json\"?\n" +
                file + ": store.path: found 3; right would be a string\n" + file +
                ": servce: unknown key; allowed are service, levels, sinks, mode, flush_at, "
                "call_site, queue, backend, recorder, plugins, policies, store, posthog, stats, "
                "capture; "
                "did you mean \"service\"?\n",
            ""} == run_tool({"config", "check", file}));
}

TEST_CASE("config check of a good file ends with 0") {
  const temporary_folder folder;
  const std::string file = folder.write("good.json", R"({"service": "billing"})");
  CHECK(success(file + " is fine\n") == run_tool({"config", "check", file}));
  CHECK(success("no file: the embedded defaults are fine\n") == run_tool({"config", "check"}));
}

TEST_CASE("config show masks secrets and says where each value comes from") {
  const temporary_folder folder;
  const std::string file = folder.write(
      "a.json", R"({"service": "billing", "posthog": {"project_key": "phc_keyOfThisTest1"},
                    "plugins": {"modules": {"acme.kafka": {"api_key": "planted", "topic": "t"}}}})");
  const process_result r =
      run_tool({"config", "show", "--json", file}, "", {{"HEDGEROW_LOG", "warning,a.b=debug"}});
  CHECK(0 == r.status);
  CHECK("" == r.err);
  CHECK(std::string::npos == r.out.find("keyOfThisTest1"));
  CHECK(std::string::npos == r.out.find("planted"));
  const auto shown = nlohmann::json::parse(r.out);
  CHECK("billing" == shown["settings"]["service"]);
  CHECK(file == shown["origins"]["service"]);
  CHECK("warning,a.b=debug" == shown["settings"]["levels"]);
  CHECK("HEDGEROW_LOG" == shown["origins"]["levels"]);
  CHECK("default" == shown["origins"]["store.max_reports"]);
  CHECK("phc_[masked]" == shown["settings"]["posthog"]["project_key"]);
  CHECK(nlohmann::json{{"api_key", "[redacted:api_key]"}, {"topic", "t"}} ==
        shown["settings"]["plugins"]["modules"]["acme.kafka"]);
}

TEST_CASE("the settings that config show gives are a configuration again") {
  const process_result shown = run_tool({"config", "show", "--json"});
  const temporary_folder folder;
  const std::string file =
      folder.write("shown.json", nlohmann::json::parse(shown.out)["settings"].dump());
  CHECK(success(file + " is fine\n") == run_tool({"config", "check", file}));
}
