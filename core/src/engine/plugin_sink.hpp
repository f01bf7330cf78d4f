// SPDX-License-Identifier: MIT
/// @file
/// A sink that hands events to a plugin.
#pragma once

#include <memory>

#include <hedgerow/level.hpp>

#include "plugin/host.hpp"
#include "sink/sink.hpp"

namespace hedgerow::internal {

/// Hands on every event at or above `threshold` as it comes; the plugin queues. A plugin that fails
/// `max_failures_in_a_row` events is quarantined; every event it did not take is counted.
std::unique_ptr<sink> make_plugin_sink(const plugin_interface<hedgerow_sink_v1>& plugin,
                                       level threshold);

inline constexpr int max_failures_in_a_row = 10;

}  // namespace hedgerow::internal
