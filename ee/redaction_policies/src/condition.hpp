// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// When a rule applies: to which values of which events.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "glob.hpp"

namespace hedgerow::policies {

/// A value and what surrounds it, as conditions see it.
struct place {
  std::string_view logger;
  std::int32_t level = 0;  ///< 10 debug ... 50 critical; 0: has none
  std::string_view path;
  std::string_view key;
  std::uint32_t data_class = 0;  ///< HEDGEROW_UNCLASSIFIED ...
  std::string spelled_key;
  std::vector<std::string> segments;
};

/// All parts that are there must hold; of a list, one entry.
struct condition {
  std::vector<key_glob> keys;
  std::vector<path_glob> paths;
  std::vector<std::string> loggers;  ///< globs
  std::int32_t least_level = std::numeric_limits<std::int32_t>::min();
  std::int32_t most_level = std::numeric_limits<std::int32_t>::max();
  std::uint32_t data_classes = 0;  ///< a bit for each; 0: all
  std::vector<condition> all;
  std::vector<condition> any;
  std::vector<condition> none;  ///< of "not": at most one

  bool holds(const place& where) const noexcept;
};

}  // namespace hedgerow::policies
