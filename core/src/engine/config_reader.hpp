// SPDX-License-Identifier: MIT
/// @file
/// From hedgerow.json and the HEDGEROW_* environment to a config. Strict: what is not known is an
/// error that says where it stands and what would be right.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/config.hpp>
#include <hedgerow/init.hpp>
#include <hedgerow/status.hpp>

#include "engine/config.hpp"

namespace hedgerow::internal {

/// All that one reading of the configuration found.
struct config_reading {
  std::string source;  ///< the file, "config_json", or empty: embedded defaults
  config settings;     ///< safe defaults when there are findings
  std::vector<config_finding> findings;
  /// Path of a setting -> where its value comes from: the source, or the variable's name. A setting
  /// that is not here has its default.
  std::map<std::string, std::string, std::less<>> origins;
};

/// Reads the configuration that `options` chooses (see init_options), then the environment, which
/// has the last word. On findings the settings are the defaults, but for the plugins' folder and
/// the policies as far as they could be read: an error elsewhere must not switch redaction off.
config_reading read_configuration(const init_options& options);

/// read_configuration() as init() needs it: the first finding as one sentence.
status read_config(const init_options& options, config& out);

/// Reads level rules in the words of HEDGEROW_LOG, "info,posthog.api=debug". `out` is changed on
/// success only.
status parse_levels(std::string_view text, level_rules& out);

/// The sentence for a word that is not a level.
std::string unknown_level(std::string_view found);

}  // namespace hedgerow::internal
