// SPDX-License-Identifier: MIT
/// @file
/// Captured reports as text for people and as JSON for machines.
#pragma once

#include <string>
#include <vector>

#include <hedgerow/reports.hpp>

namespace hedgerow::cli {

std::string list_as_text(const std::vector<report_summary>& reports);
std::string list_as_json(const std::vector<report_summary>& reports);
std::string report_as_text(const report_detail& report);
std::string report_as_json(const report_detail& report);

}  // namespace hedgerow::cli
