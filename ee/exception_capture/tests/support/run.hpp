// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Running programs and reading what they print.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace capture_test {

/// The lines a command prints on standard output; throws when it does not end with status 0.
inline std::vector<std::string> run(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::vector<std::string> lines;
  std::string line;
  for (int c; (c = std::fgetc(pipe)) != EOF;) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    lines.push_back(line);
    line.clear();
  }
  if (!line.empty()) lines.push_back(line);
  const int status = pclose(pipe);
  if (status != 0)
    throw std::runtime_error(command + " ended with status " + std::to_string(status));
  return lines;
}

}  // namespace capture_test
