// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The module's section of the configuration.
#pragma once

#include <cstdint>
#include <string_view>

namespace hedgerow::exception_capture {

struct settings {
  std::uint32_t max_traces_per_second = 0;  ///< 0: no limit
};

/// Reads a JSON object; throws sdk::error with what is wrong, where, and what would be right.
settings read_settings(std::string_view json);

}  // namespace hedgerow::exception_capture
