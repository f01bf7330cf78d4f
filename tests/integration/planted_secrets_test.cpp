// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "integration/tool.hpp"
#include "support/recording_server.hpp"

using namespace hedgerow::test;

namespace {

std::vector<std::string> found_in(const std::string& text, const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const std::string& word : words)
    if (text.find(word) != std::string::npos) found.push_back(word);
  return found;
}

const std::vector<std::string> secrets{"planted-", "5105 1051", "5105105105105100"};
const std::vector<std::string> nothing;

}  // namespace

TEST_CASE("planted secrets are found in no sink, no store file and no HTTP body") {
  recording_server posthog;
  const temporary_folder folder;
  const auto in = [&](const char* name) { return (folder.path() / name).string(); };
  const nlohmann::json configuration{
      {"sinks",
       {{{"type", "stdout"}},
        {{"type", "file"}, {"renderer", "json"}, {"path", in("a.ndjson")}},
        {{"type", "rotating"}, {"renderer", "logfmt"}, {"path", in("a.logfmt")}}}},
      {"store", {{"path", in("reports.db")}}},
      {"posthog", {{"project_key", "phc_keyOfThisTest"}, {"host", posthog.url()}}}};
  process_options options;
  options.command = {std::string(HEDGEROW_PROGRAMS) + "/spdlog_planted_secrets"};
  options.folder = folder.path().string();
  options.env = {{"HEDGEROW_CONFIG", folder.write("config.json", configuration.dump())},
                 {"HEDGEROW_PLUGIN_DIR", folder.path().string()}};
  const process_result r = run_process(options);
  CHECK(0 == r.status);
  CHECK("" == r.err);

  // What must come out, so that nothing passes by being empty.
  const std::vector<std::string> of_events{"seen_field",   "seen_url",     "seen_headers",
                                           "seen_nested",  "seen_context", "seen_cause",
                                           "seen_message", "seen_spdlog"};
  const std::vector<std::string> of_reports{"seen_context", "seen_cause", "seen_message"};
  const std::string ndjson = read_file(in("a.ndjson"));
  const std::string logfmt = read_file(in("a.logfmt"));
  CHECK(of_events == found_in(r.out, of_events));
  CHECK(of_events == found_in(ndjson, of_events));
  CHECK(of_events == found_in(logfmt, of_events));
  std::string sent;
  for (const recorded_request& request : posthog.requests())
    sent += request.body;
  CHECK(of_reports == found_in(sent, of_reports));
  const process_result listed =
      run_tool({"exceptions", "show", "--store", in("reports.db"), "--json"});
  CHECK(of_reports == found_in(listed.out, of_reports));

  CHECK(nothing == found_in(r.out, secrets));
  CHECK(nothing == found_in(ndjson, secrets));
  CHECK(nothing == found_in(logfmt, secrets));
  CHECK(nothing == found_in(sent, secrets));
  CHECK(nothing == found_in(listed.out, secrets));
  std::string files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    files += read_file(entry.path());
  CHECK(nothing == found_in(files, secrets));
}
