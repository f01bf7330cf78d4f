// SPDX-License-Identifier: MIT
/// @file
/// Starting, flushing and stopping hedgerow in a process.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/level.hpp>
#include <hedgerow/status.hpp>

namespace hedgerow {

/// How init() is told what to do. Every part may stay empty.
struct init_options {
  /// A configuration as JSON text; empty: the file decides.
  std::string config_json{};
  /// The configuration file; empty: $HEDGEROW_CONFIG, else ./hedgerow.json where there is one, else
  /// the embedded defaults (console lines on stdout, a SQLite store of reports).
  std::string config_file{};
};

/// Starts the backend thread, the sinks, the plugins and the report store. Call it once, early in
/// main; a second call replaces the configuration. Events logged before it wait in the rings.
/// @return on bad configuration: a sentence with file, place, what was found and what is allowed.
///         The service can go on: safe defaults are then in force.
HEDGEROW_API status init(const init_options& options = {}) noexcept;

/// Waits until everything logged before the call is with the sinks and they are flushed.
/// @return false when `timeout` passed first. [any thread]
HEDGEROW_API bool flush(std::chrono::milliseconds timeout = std::chrono::seconds(5)) noexcept;

/// Drains, flushes and stops; prints what was lost, by reason, on stderr. Runs by itself at exit.
/// Logging afterwards is safe and counted. @return false when `timeout` passed first.
HEDGEROW_API bool shutdown(std::chrono::milliseconds timeout = std::chrono::seconds(5)) noexcept;

/// Sets levels at run time, in the words of HEDGEROW_LOG: "info,posthog.api=debug". A name covers
/// the loggers below it; the longest name wins. [any thread]
HEDGEROW_API status set_levels(std::string_view levels) noexcept;

}  // namespace hedgerow
