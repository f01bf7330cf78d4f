// SPDX-License-Identifier: MIT
/// @file
/// The plugin libraries that are mapped into this process. A library is loaded once and never
/// unmapped: its code may be on the stack of a thread, in a destructor of one, or in an exception.
#pragma once

#include <optional>
#include <string>

#include <hedgerow/plugin.h>

#include "plugin/refusal.hpp"
#include "plugin/snapshot.hpp"

namespace hedgerow::internal {

/// Loads the library, or finds it when its very bytes were loaded under this id before; other bytes
/// under an id that is loaded already are refused. `file` is the name that people know it by.
/// Its constructors run. @param entry receives the plugin's entry function
std::optional<refusal> load_library(const std::string& id, const std::string& file,
                                    snapshot&& bytes, hedgerow_plugin_entry_v1_fn& entry);

/// The plugin file behind a path that the dynamic loader or the debugger shows for a loaded plugin;
/// empty for every other path. [any thread]
std::string plugin_file_of(const std::string& load_path);

}  // namespace hedgerow::internal
