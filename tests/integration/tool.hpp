// SPDX-License-Identifier: MIT
/// @file
/// Running the tool in the tests.
#pragma once

#include "support/run_process.hpp"
#include "support/temporary_folder.hpp"

namespace hedgerow::test {

/// Runs the tool in an empty folder of its own, with no plugins but for those `env` names.
inline process_result run_tool(const std::vector<std::string>& arguments,
                               const std::string& input = {},
                               std::map<std::string, std::string> env = {}) {
  const temporary_folder folder;
  process_options options;
  options.command = {HEDGEROW_TOOL};
  options.command.insert(options.command.end(), arguments.begin(), arguments.end());
  options.folder = folder.path().string();
  env.try_emplace("HEDGEROW_PLUGIN_DIR", folder.path().string());
  options.env = std::move(env);
  options.input = input;
  return run_process(options);
}

/// What a run that went well looks like.
inline process_result success(const std::string& out, const std::string& err = {}) {
  return {0, 0, out, err};
}

/// `text` with every `what` replaced.
inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace hedgerow::test
