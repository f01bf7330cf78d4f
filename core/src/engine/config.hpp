// SPDX-License-Identifier: MIT
/// @file
/// The configuration as plain data. config_reader.hpp makes it from hedgerow.json and HEDGEROW_*.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <hedgerow/level.hpp>
#include <hedgerow/status.hpp>

#include "ring/when_full.hpp"
#include "sink/sink_config.hpp"

namespace hedgerow::internal {

/// Levels by logger name: a name covers the loggers below it, the longest name wins.
struct level_rules {
  level everywhere = level::info;
  std::map<std::string, level, std::less<>> by_logger;

  level of(std::string_view logger) const noexcept;
};

/// Who takes events from a logging call to the sinks.
enum class run_mode : std::uint8_t {
  asynchronous,  ///< a thread of hedgerow's own
  synchronous,   ///< the thread that logs, before the call returns
};

struct queue_config {
  std::uint32_t bytes_per_thread = 256 * 1024;  ///< a power of two
  full_ring_policies when_full{};
  std::chrono::milliseconds block_at_most{100};  ///< the longest wait for room
};

/// What a process leaves behind when it is killed.
struct recorder_config {
  bool enabled = true;
  std::string dir = "/dev/shm";                ///< a folder in memory
  std::uint64_t max_bytes = 64 * 1024 * 1024;  ///< of shared memory, for one process
  std::uint32_t keep_files = 16;               ///< of dead processes that nobody recovered
  std::uint64_t keep_bytes = 256 * 1024 * 1024;
};

struct plugin_config {
  bool enabled = true;
  std::string dir;                             ///< empty: $HEDGEROW_PLUGIN_DIR, else the default
  std::map<std::string, std::string> modules;  ///< plugin id -> its section, as JSON text
};

struct store_config {
  bool enabled = true;
  std::string path;  ///< empty: $XDG_STATE_HOME or ~/.local/state, hedgerow/reports.db
  std::uint32_t max_reports = 10'000;
};

struct posthog_config {
  std::string project_key;  ///< empty: reports stay in the store
  std::string host = "https://us.i.posthog.com";
  bool gzip = true;
  std::uint32_t batch_size = 100;
  std::chrono::milliseconds timeout{10'000};
  std::chrono::milliseconds flush_interval{5'000};
};

struct config {
  std::string service;
  level_rules levels;
  std::vector<sink_config> sinks{sink_config{}};
  run_mode mode = run_mode::asynchronous;
  level flush_at = level::error;  ///< from here on an event is written at once, not with the next
  bool call_site = false;         ///< adds filename, lineno, func_name to every event
  queue_config queue;
  std::vector<std::uint32_t> backend_cpus;  ///< where its thread runs; empty: anywhere
  recorder_config recorder;
  plugin_config plugins;
  std::vector<std::string> policies;  ///< packs and files for the redactor plugin
  store_config store;
  posthog_config posthog;
  bool capture_terminate = true;
  std::chrono::milliseconds stats_interval{0};  ///< between two events hedgerow_stats; 0: none
};

}  // namespace hedgerow::internal
