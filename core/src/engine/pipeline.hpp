// SPDX-License-Identifier: MIT
/// @file
/// All that a configuration makes, from plugins to sinks; init() replaces it as a whole.
#pragma once

#include <memory>
#include <vector>

#include <hedgerow/status.hpp>

#include "deliver/courier.hpp"
#include "engine/config.hpp"
#include "gate/gate.hpp"
#include "plugin/host.hpp"
#include "sink/sink.hpp"

namespace hedgerow::internal {

struct pipeline {
  config settings;
  std::unique_ptr<plugin_host> plugins;
  std::unique_ptr<gate> passage;
  std::vector<std::unique_ptr<sink>> sinks;
  std::unique_ptr<courier> reports;
  bool only_captures = false;  ///< see for_captures()

  /// Builds what can be built; `error` holds the first thing that could not.
  static std::shared_ptr<pipeline> build(config settings, status& error);
  /// The gate and nothing else: the captures of the test kit get the events, on the thread that
  /// logs. What was logged before init() goes on waiting for it.
  static std::shared_ptr<pipeline> for_captures();
  /// Ends what runs in the background, in the order of the way of an event.
  void stop(std::chrono::steady_clock::time_point deadline) noexcept;
  /// In a forked child: starts anew what has a thread or a connection of the parent's.
  void restart_after_fork() noexcept;

 private:
  void start_courier(status& error);
};

}  // namespace hedgerow::internal
