// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Where in a JSON text each value stands, which a parsed document no longer knows.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::policies {

struct json_lines {
  std::map<std::string, std::size_t> line_of;  ///< by path, "rules[0].name"; of a member: its key
  struct twin {
    std::string path;
    std::size_t line;
  };
  std::vector<twin> twins;  ///< keys that stand twice in one object
};

/// @param text must parse as JSON
json_lines find_lines(std::string_view text);

}  // namespace hedgerow::policies
