// SPDX-License-Identifier: MIT
/// @file
/// What an enricher plugin adds to a report.
#pragma once

#include "plugin/active_plugin.hpp"
#include "report/capture.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// Asks the plugin where an exception was thrown. The context stays valid for ever; once the plugin
/// is out of use the answer is "unknown".
throw_tracer tracer_of(active_plugin& plugin);

/// Replaces the raw addresses of every exception in the chain by frames, and adds the images that
/// they lie in. When the plugin fails, the addresses stay as they were, and the self-log says so.
void enrich_with(active_plugin& plugin, report& r);

}  // namespace hedgerow::internal
