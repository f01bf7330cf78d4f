// SPDX-License-Identifier: MIT
/// @file
/// From a name in the plugin folder to vetted bytes.
#pragma once

#include <string>

#include "plugin/host.hpp"
#include "plugin/secure_folder.hpp"
#include "plugin/snapshot.hpp"

namespace hedgerow::internal {

/// Marks a plugin as refused.
void refuse(plugin_info& info, const refusal& why);

/// Vets the file `name`: what is known goes into `info`, its bytes into `bytes` when the state
/// becomes `vetted`. Runs none of the plugin's code.
plugin_info vet(const secure_folder& folder, const std::string& name, snapshot& bytes);

}  // namespace hedgerow::internal
