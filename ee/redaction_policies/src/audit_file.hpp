// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The counts of an audit as a file that others read.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "audit.hpp"

namespace hedgerow::policies {

/// {"since": ..., "until": ..., "rules": [{"rule": "pci/card_cvv", "events": 3, "reports": 0,
/// "dry_run_events": 0, "dry_run_reports": 0}]}
std::string audit_json(const std::vector<audit::line>& lines,
                       std::chrono::system_clock::time_point since,
                       std::chrono::system_clock::time_point until);

/// Puts `text` in place of the file at once, so that nobody reads half of it.
/// @return why it could not be written, or empty
std::string write_whole(const std::string& file, const std::string& text);

}  // namespace hedgerow::policies
