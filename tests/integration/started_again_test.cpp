// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <regex>

#include "integration/tool.hpp"

using namespace hedgerow::test;

TEST_CASE("hedgerow starts again, with its plugins, and goes on in a forked child") {
  const temporary_folder folder;
  process_options options;
  options.command = {std::string(HEDGEROW_PROGRAMS) + "/started_again"};
  options.folder = folder.path().string();
  options.env = {{"XDG_STATE_HOME", folder.path().string()},
                 {"HEDGEROW_PLUGIN_DIR", HEDGEROW_BUILT_PLUGINS}};
  process_result r = run_process(options);
  r.out = std::regex_replace(r.out, std::regex("[0-9T:.-]+Z \\["), "[");
  const process_result expected = success("[info] started [again]\n"
                                          "[info] configured_anew [again]\n"
                                          "[info] started_after_shutdown [again]\n"
                                          "[info] in_child [again] captured=True\n"
                                          "[info] child_ended [again] status=0\n");
  CHECK(expected == r);
}
