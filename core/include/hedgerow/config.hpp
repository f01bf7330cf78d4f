// SPDX-License-Identifier: MIT
/// @file
/// Looking at a configuration without starting anything: what `hedgerow config` does.
#pragma once

#include <string>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/plugins.hpp>
#include <hedgerow/reports.hpp>
#include <hedgerow/status.hpp>

namespace hedgerow {

/// Something wrong in a configuration.
struct config_finding {
  std::string source;   ///< the file, "config_json", or the name of an environment variable
  std::string path;     ///< the setting, "sinks[1].renderer"; empty: the document as a whole
  unsigned line = 0;    ///< from 1; 0 when only the path is known
  unsigned column = 0;  ///< from 1, in bytes
  std::string message;  ///< what was found and what is allowed

  /// "hedgerow.json: sinks[1].renderer: ..." as one line.
  HEDGEROW_API std::string sentence() const;
};

/// A setting in force.
struct config_setting {
  std::string path;    ///< "posthog.host"
  std::string value;   ///< as JSON; secrets are masked
  std::string origin;  ///< "default", the file, or the name of an environment variable
};

/// One of the environment variables that hedgerow reads.
struct config_variable {
  std::string name;     ///< "HEDGEROW_LOG"
  std::string setting;  ///< the setting that it overrides; empty: none
  std::string meaning;
  bool is_set = false;
};

/// What a configuration comes to.
struct config_view {
  std::string source;  ///< the file that was read; empty: there is none, embedded defaults
  std::vector<config_finding> findings;
  std::vector<config_setting> settings;  ///< safe defaults when there are findings
  std::vector<config_variable> variables;
  std::string json;  ///< the settings as a configuration file, secrets masked
};

/// Reads the configuration as init() would, and says what it comes to. An empty `file` means the
/// file that init() would choose. [any thread]
HEDGEROW_API config_view show_config(const std::string& file = {});

/// Reads the configuration as init() would, and says all that is wrong with it. [any thread]
HEDGEROW_API std::vector<config_finding> check_config(const std::string& file = {});

/// Where the configuration looks for plugins, and their sections in it. With mistakes in it, `out`
/// has what could be read of these. [any thread]
HEDGEROW_API status configured_plugins(const std::string& file, plugin_options& out);

/// Where captured reports are, and how they are sent.
struct report_settings {
  std::string store_path;  ///< empty: the default one
  send_options delivery;
};

/// What the configuration says of reports. With mistakes in it, `out` has safe defaults.
/// [any thread]
HEDGEROW_API status configured_reports(const std::string& file, report_settings& out);

}  // namespace hedgerow
