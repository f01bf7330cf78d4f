// SPDX-License-Identifier: MIT
/// @file
/// Which characters a terminal may be shown.
#pragma once

namespace hedgerow::internal {

/// False for controls, format characters such as bidi overrides, separators but for the space,
/// surrogates, private use and unassigned code points.
bool is_printable(char32_t c) noexcept;

}  // namespace hedgerow::internal
