// SPDX-License-Identifier: MIT
/// @file
/// What hedgerow has to say about itself: one line on stderr, redacted, at most one a minute of
/// each kind; what was held back is counted and said with the next one.
#pragma once

#include <string_view>

namespace hedgerow::internal {

/// Writes "hedgerow: <text>" to stderr through the gate's core rules. Never throws, never logs
/// through hedgerow itself. `topic` is a literal that names the kind ("sink_failed"). [any thread]
void self_log(std::string_view topic, std::string_view text) noexcept;

}  // namespace hedgerow::internal
