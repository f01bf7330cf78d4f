// SPDX-License-Identifier: MIT
/// @file
/// A run of programs/spdlog_planted_secrets with everything that it may write to, and looking for
/// what it planted.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "integration/tool.hpp"
#include "support/recording_server.hpp"

namespace hedgerow::test {

using words = std::set<std::string>;
inline const words nothing;

/// All words in `text` that begin with `start`: letters, digits, '_' and '-'.
inline words words_with(const std::string& text, const std::string& start) {
  static const std::string inside =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  words found;
  for (std::size_t at = 0; (at = text.find(start, at)) != std::string::npos; at += start.size())
    found.insert(text.substr(at, text.find_first_not_of(inside, at) - at));
  return found;
}

/// The planted secrets in `text`.
inline words secrets_in(const std::string& text) {
  words found = words_with(text, "planted-");
  found.merge(words_with(text, "5105 1051"));
  found.merge(words_with(text, "51051051"));
  return found;
}

/// The words in `text` that stand beside secrets.
inline words seen_in(const std::string& text) {
  return words_with(text, "seen_");
}

/// All bytes of all files below a folder.
inline std::string bytes_below(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) all += read_file(entry.path());
  return all;
}

inline words with(words all, const words& more) {
  all.insert(more.begin(), more.end());
  return all;
}
inline words without(words all, const words& less) {
  for (const std::string& w : less)
    all.erase(w);
  return all;
}

/// All that servers were told: request lines, headers and bodies.
inline std::string said_to(const recording_server& server) {
  std::string all;
  for (const recorded_request& r : server.requests()) {
    all += r.method + " " + r.path + "\n";
    for (const auto& [name, text] : r.headers)
      all += name + ": " + text + "\n";
    all += r.body + "\n";
  }
  return all;
}

inline void add_plugin(const std::filesystem::path& folder, const std::string& from,
                       const std::string& id) {
  std::filesystem::copy_file(from + "/" + id + ".so", folder / (id + ".so"));
  ::chmod((folder / (id + ".so")).c_str(), 0755);
}

/// The program, its servers, and everything that it may write to.
class planted_run {
 public:
  planted_run() {
    configuration_ = {{"service", "planted"},
                      {"sinks",
                       {{{"type", "stdout"}},
                        {{"type", "file"}, {"renderer", "json"}, {"path", path("a.ndjson")}},
                        {{"type", "rotating"}, {"renderer", "logfmt"}, {"path", path("a.logfmt")}},
                        {{"type", "stderr"}, {"style", "structlog"}, {"level", "warning"}}}},
                      {"store", {{"path", path("reports.db")}}},
                      {"recorder", {{"enabled", false}}},
                      {"posthog", {{"project_key", "phc_keyOfThisTest"}, {"host", posthog.url()}}}};
  }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string file(const std::string& name) const { return read_file(path(name)); }
  std::string all_files() const { return bytes_below(folder_.path()); }
  nlohmann::json& configuration() { return configuration_; }
  std::string plugin_folder() const { return plugins_.path().string(); }
  /// A file that the program reads: outside of the folder, for it may hold secrets and is no
  /// output.
  std::string settings(const std::string& name, const std::string& text) const {
    return settings_.write(name, text);
  }
  /// Text that may be no JSON replaces the configuration; what is JSON is merged into it.
  void configure(const std::string& text) {
    const nlohmann::json more = nlohmann::json::parse(text, nullptr, false);
    if (more.is_discarded())
      whole_ = text;
    else
      configuration_.merge_patch(more);
  }

  void add_plugins() {
    const std::string built = HEDGEROW_BUILT_PLUGINS;
    const std::string made_for_tests = HEDGEROW_TEST_PLUGINS;
    add_plugin(plugins_.path(), built, "hedgerow.otlp");
    add_plugin(plugins_.path(), built, "starter.tsv");
    add_plugin(plugins_.path(), made_for_tests, "test.telling");
    add_plugin(plugins_.path(), made_for_tests, "test.refused");
    configuration_["plugins"]["modules"] = {
        {"hedgerow.otlp", {{"endpoint", collector.url() + "/v1/logs"}}},
        {"starter.tsv", {{"path", path("a.tsv")}}},
        {"test.telling", nlohmann::json::object()}};
  }
  void add_policy_plugin() {
    add_plugin(plugins_.path(), HEDGEROW_TEST_PLUGINS, "test.steered");
    configuration_["policies"] = {"seen_policy password=planted-policy-71"};
  }

  process_options options(const std::string& argument = {}) const {
    process_options o;
    o.command = {std::string(HEDGEROW_PROGRAMS) + "/spdlog_planted_secrets"};
    if (!argument.empty()) o.command.push_back(argument);
    o.folder = folder_.path().string();
    o.env = {{"HEDGEROW_CONFIG",
              settings("config.json", whole_.empty() ? configuration_.dump() : whole_)},
             {"HEDGEROW_PLUGIN_DIR", plugins_.path().string()}};
    return o;
  }

  process_result shown() const {
    process_result r = run_tool({"exceptions", "list", "--store", path("reports.db"), "--json"});
    for (const nlohmann::json& one : nlohmann::json::parse(r.out)) {
      for (const char* json_too : {"--json", ""}) {
        std::vector<std::string> arguments{"exceptions", "show", one["id"].get<std::string>(),
                                           "--store", path("reports.db")};
        if (*json_too != 0) arguments.push_back(json_too);
        const process_result report = run_tool(arguments);
        r.out += report.out;
        r.err += report.err;
      }
    }
    return r;
  }

  recording_server posthog;
  recording_server collector;

 private:
  temporary_folder folder_;
  temporary_folder settings_;
  temporary_folder plugins_;
  nlohmann::json configuration_;
  std::string whole_;
};

}  // namespace hedgerow::test
