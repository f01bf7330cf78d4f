// SPDX-License-Identifier: MIT
/// @file
/// A stored event read back for people.
#pragma once

#include <string>

#include <hedgerow/reports.hpp>

namespace hedgerow::internal {

/// Fills `out` from the event's text, which make_payload wrote. What is not there stays empty.
status read_detail(report_summary summary, std::string json_text, report_detail& out);

}  // namespace hedgerow::internal
