// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The section plugins.modules.hedgerow.redaction_policies of the configuration.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace hedgerow::policies {

struct module_settings {
  std::chrono::milliseconds reload{1000};      ///< how often policy files are looked at; 0: never
  std::chrono::milliseconds audit{3'600'000};  ///< how often counts are told; 0: at the end only
  std::string audit_file;                      ///< where they are written as well; empty: nowhere
};

/// @throws sdk::error (bad input) with what was found and what is allowed
module_settings read_settings(std::string_view config);

}  // namespace hedgerow::policies
