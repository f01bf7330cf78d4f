// SPDX-License-Identifier: MIT
/// @file
/// Reading the JSON document of a configuration.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/config.hpp>

#include "engine/config.hpp"

namespace hedgerow::internal {

/// Reads all of `text` into `out`, and goes on after a finding, so that one reading says all that
/// is wrong. A setting with a finding keeps its value. `origins` gets the paths that the document
/// sets.
void read_config_document(const std::string& source, std::string_view text, config& out,
                          std::vector<config_finding>& findings,
                          std::map<std::string, std::string, std::less<>>& origins);

}  // namespace hedgerow::internal
