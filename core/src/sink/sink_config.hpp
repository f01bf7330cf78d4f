// SPDX-License-Identifier: MIT
/// @file
/// What a sink is to be, as plain data.
#pragma once

#include <cstdint>
#include <string>

#include <hedgerow/level.hpp>

namespace hedgerow::internal {

/// Where lines go. Which members count depends on `type`.
struct sink_config {
  std::string type = "stdout";  ///< stdout, stderr, file, rotating, daily, syslog, or a plugin's id
  std::string renderer = "console";  ///< console, logfmt, json
  std::string style = "compact";     ///< console: compact, structlog
  std::string colors = "auto";       ///< console: auto, always, never
  level threshold = level::debug;
  std::string path;
  std::uint64_t max_bytes = 64 * 1024 * 1024;  ///< rotating
  std::uint32_t max_files = 5;                 ///< rotating, daily
  std::uint32_t rotate_hour = 0;               ///< daily, local time
  std::uint32_t rotate_minute = 0;
  std::string ident;          ///< syslog
  bool line_by_line = false;  ///< stdout, stderr: gathers nothing; not a setting
};

}  // namespace hedgerow::internal
