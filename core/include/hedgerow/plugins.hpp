// SPDX-License-Identifier: MIT
/// @file
/// Looking at plugins, and running the commands that they bring: what the `hedgerow` tool uses. A
/// service needs none of it, for init() loads its plugins.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/detail/export.hpp>

namespace hedgerow {

/// Which plugins, and with what configuration.
struct plugin_options {
  /// The folder; empty: $HEDGEROW_PLUGIN_DIR, else the default one. A relative one is taken from
  /// the working directory.
  std::string dir{};
  /// A plugin's id and its configuration, a JSON object as text; "{}" where nothing is said.
  std::map<std::string, std::string> modules{};
};

/// What is known of one plugin.
struct plugin_description {
  std::string id;  ///< "<vendor>.<name>", the stem of its file
  std::string file;
  std::string version;
  std::string license;                ///< SPDX id
  std::string edition;                ///< "foss" or "enterprise"
  std::vector<std::string> provides;  ///< interface ids: "hedgerow.sink/1"
  std::string state;                  ///< discovered, vetted, probed, loaded, active, quarantined,
                                      ///< refused
  std::string reason;                 ///< code of why it is not active; empty: nothing is wrong
  std::string message;                ///< the same as a sentence
  std::string advice;                 ///< what to do about it
  std::vector<std::string> notes;     ///< what it says of itself, one line each
};

/// A plugin folder and what lies in it.
struct plugin_listing {
  std::string folder;
  std::string reason;   ///< code of why the folder as a whole is not used; empty: it is
  std::string message;  ///< the same as a sentence
  std::string advice;   ///< what to do about it
  std::vector<plugin_description> plugins;  ///< every file that ends in .so, sorted by id
};

/// Loads and starts the plugins of a folder as init() does, describes them, and stops them. This
/// runs their code; check_plugin does not. @throws std::bad_alloc
HEDGEROW_API plugin_listing list_plugins(const plugin_options& options = {});

/// Vets one file without running any of its code: state "vetted" or "refused".
/// @throws std::bad_alloc
HEDGEROW_API plugin_description check_plugin(const std::string& file);

/// A word of the tool that a plugin brings.
struct plugin_command {
  std::string name;
  std::string summary;  ///< one line
  std::string plugin;   ///< the plugin's id
};

/// The commands of the active plugins, sorted by name. @throws std::bad_alloc
HEDGEROW_API std::vector<plugin_command> plugin_commands(const plugin_options& options = {});

/// Runs a plugin's command with this process's standard input, output and error.
/// @param arguments the words after the name
/// @return its exit status; nothing when no active plugin has this command
HEDGEROW_API std::optional<int> run_plugin_command(std::string_view name,
                                                   std::span<const std::string> arguments,
                                                   const plugin_options& options = {});

/// Where plugins are looked for: `dir`, or the default folder when it is empty.
HEDGEROW_API std::string plugin_folder(const std::string& dir = {});

}  // namespace hedgerow
