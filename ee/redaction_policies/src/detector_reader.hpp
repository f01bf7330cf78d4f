// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What a rule detects: names of detectors, and patterns of its own.
#pragma once

#include <vector>

#include "policy.hpp"
#include "problem.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

/// @param notes receives what works, but slowly
void read_detectors(const strict_value& list, rule& made, std::vector<problem>& notes);

/// Reads "except": values that the rule leaves alone.
std::vector<exemption> read_exemptions(const strict_value& list);

}  // namespace hedgerow::policies
