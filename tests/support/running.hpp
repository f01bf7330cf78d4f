// SPDX-License-Identifier: MIT
/// @file
/// The whole of hedgerow, running for a test.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <hedgerow/hedgerow.hpp>

#include "support/temporary_folder.hpp"

namespace hedgerow::test {

/// hedgerow, writing logfmt lines into a file of its own, without plugins; stopped at the end.
class running {
 public:
  explicit running(const nlohmann::json& more = nlohmann::json::object()) {
    nlohmann::json config = {
        {"levels", "debug"},
        {"sinks", {{{"type", "file"}, {"path", file()}, {"renderer", "logfmt"}}}},
        {"plugins", {{"enabled", false}}},
        {"recorder", {{"enabled", false}}},
        {"store", {{"path", (folder_.path() / "reports.db").string()}}}};
    config.merge_patch(more);
    started = hedgerow::init({.config_json = config.dump()});
  }
  ~running() { hedgerow::shutdown(); }

  std::string file() const { return (folder_.path() / "log").string(); }

  /// What was written so far, without the time stamps and without what hedgerow says itself.
  std::vector<std::string> written() const { return lines_of(false); }
  /// What hedgerow said itself.
  std::vector<std::string> said() const { return lines_of(true); }

  hedgerow::status started;

 private:
  std::vector<std::string> lines_of(bool itself) const {
    hedgerow::flush();
    std::ifstream in(file());
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);)
      if ((line.find(" logger=hedgerow ") != std::string::npos) == itself)
        out.push_back(line.starts_with("ts=") ? line.substr(line.find(' ') + 1) : line);
    return out;
  }

  temporary_folder folder_;
};

}  // namespace hedgerow::test
