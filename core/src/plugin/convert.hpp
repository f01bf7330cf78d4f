// SPDX-License-Identifier: MIT
/// @file
/// From the core's views to those of the plugin ABI. Text is not copied; arrays lie in the arena.
#pragma once

#include <string_view>

#include <hedgerow/plugin.h>

#include "event/arena.hpp"
#include "gate/clean_event.hpp"

namespace hedgerow::internal {

constexpr hedgerow_str to_abi(std::string_view s) noexcept {
  return {s.data(), s.size()};
}

/// Valid as long as what `v` views and the arena. A value that was withheld before it was copied
/// becomes the mark's label as a string of class secret. @throws std::bad_alloc
hedgerow_value to_abi(const value& v, arena& memory);

/// @throws std::bad_alloc
hedgerow_event_v1 to_abi(const clean_event& event, arena& memory);

}  // namespace hedgerow::internal
