// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <fstream>
#include <regex>

#include <nlohmann/json.hpp>

#include "integration/tool.hpp"

using namespace hedgerow::test;
using nlohmann::json;

namespace {

process_result run_closing(const temporary_folder& folder, const std::string& config, int times,
                           int events) {
  return run_process(
      {.command = {std::string(HEDGEROW_PROGRAMS) + "/closes_modules", config,
                   std::to_string(times), std::to_string(events), HEDGEROW_MODULE_FIRST,
                   HEDGEROW_MODULE_SECOND, (folder.path() / "module.so").string()},
       .env = {{"HEDGEROW_STORE", "off"}, {"HEDGEROW_PLUGIN_DIR", folder.path().string()}},
       .folder = folder.path().string()});
}

}  // namespace

TEST_CASE("a module that logs and is closed and replaced at once does no harm, 1,000 times") {
  constexpr int times = 1'000;
  constexpr int events = 5;
  const temporary_folder folder;
  const std::string log = (folder.path() / "log").string();
  const json config = {{"levels", "debug"},
                       {"sinks", {{{"type", "file"}, {"path", log}, {"renderer", "logfmt"}}}},
                       {"plugins", {{"enabled", false}}},
                       {"store", {{"enabled", false}}}};
  CHECK(success("") == run_closing(folder, config.dump(), times, events));

  std::vector<std::string> expected;
  for (int i = 0; i < times * events; ++i) {
    const std::string flavour = i / events % 2 == 0 ? "first" : "second";
    expected.push_back("level=info event=logged_by_" + flavour + " logger=module " + flavour +
                       "_bound=1 ssn=[redacted:ssn] " + flavour + "_ambient=true " + flavour +
                       "_key=" + std::to_string(i));
  }
  std::vector<std::string> written;
  std::ifstream in(log);
  for (std::string line; std::getline(in, line);)
    written.push_back(std::regex_replace(line, std::regex("^ts=[^ ]+ "), ""));
  CHECK(expected == written);
}

TEST_CASE("what a module logged before init, and was closed, is given up and counted") {
  const temporary_folder folder;
  process_result r = run_closing(folder, "", 2, 3);
  r.err.clear();
  CHECK(success("lost 6\n") == r);
}
