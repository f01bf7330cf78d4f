// SPDX-License-Identifier: MIT
/// @file
/// How a setting is called: "queue.when_full", "sinks[1].type". Who asks where a setting came from
/// makes the same names as who read it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hedgerow::internal {

/// @param object empty for the document itself
inline std::string member_of(std::string_view object, std::string_view key) {
  return object.empty() ? std::string(key) : std::string(object) + "." + std::string(key);
}

inline std::string item_of(std::string_view list, std::size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

}  // namespace hedgerow::internal
