// SPDX-License-Identifier: MIT
/// @file
/// Tries a plugin in a child process first, so that a library whose constructors or entry crash,
/// hang or exit takes the child with it and not the host.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "plugin/refusal.hpp"

namespace hedgerow::internal {

/// Whether a child can be forked safely: only while this is the process's only thread, for after a
/// fork with more of them nothing but async-signal-safe calls are sound. init() early in main is.
bool can_probe() noexcept;

/// Loads the library at `load_path` in a child and calls its entry. The child prints nothing, runs
/// none of this process's exit handlers and is killed after `patience`. Side effects of the
/// plugin's constructors outside of the process happen, as they will again in the host.
std::optional<refusal> probe(const std::string& load_path, std::chrono::milliseconds patience);

}  // namespace hedgerow::internal
