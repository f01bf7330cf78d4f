// SPDX-License-Identifier: MIT
/// @file
/// How a command joins the tool: its file holds one `command_registration`.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace hedgerow::cli {

/// What the process ends with.
enum exit_status : int {
  fine = 0,
  findings = 1,   ///< the work was done, and there is something to look at
  wrong_use = 2,  ///< the work could not be done as it was asked for
};

/// Ends a command with wrong_use and a sentence on stderr.
struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Adds a command's words and options to the tool. The command runs after all options are read and
/// sets `status`.
using add_command = void (*)(CLI::App& tool, int& status);

/// All commands, in the order of the help text.
struct registered_command {
  int position;
  add_command add;
};
std::vector<registered_command>& registered_commands();

struct command_registration {
  command_registration(int position, add_command add) {
    registered_commands().push_back({position, add});
  }
};

}  // namespace hedgerow::cli
