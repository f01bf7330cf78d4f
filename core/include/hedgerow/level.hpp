// SPDX-License-Identifier: MIT
/// @file
/// Severity levels. The numbers are those of Python's logging and of structlog.
#pragma once

#include <cstdint>
#include <string_view>

namespace hedgerow {

/// How serious an event is.
enum class level : std::uint8_t {
  debug = 10,     ///< diagnosis
  info = 20,      ///< something happened
  warning = 30,   ///< unexpected, but the service goes on
  error = 40,     ///< one or more functions do not work
  critical = 50,  ///< the service does not work
  off = 60,       ///< only as a threshold: nothing passes
};

/// The name of a level as it stands in a line: "debug", "info", "warning", "error", "critical",
/// "off".
constexpr std::string_view to_string(level l) noexcept {
  switch (l) {
  case level::debug:
    return "debug";
  case level::info:
    return "info";
  case level::warning:
    return "warning";
  case level::error:
    return "error";
  case level::critical:
    return "critical";
  case level::off:
    return "off";
  }
  return "info";
}

}  // namespace hedgerow
