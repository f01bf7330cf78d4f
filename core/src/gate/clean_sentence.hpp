// SPDX-License-Identifier: MIT
/// @file
/// What hedgerow answers its caller with: error messages repeat what stood in a configuration, or
/// what a plugin said.
#pragma once

#include <string>
#include <string_view>

namespace hedgerow::internal {

/// `text` through the gate's core rules; "[withheld]" where there is no memory to look at it.
/// @throws std::bad_alloc
std::string clean_sentence(std::string_view text);

}  // namespace hedgerow::internal
