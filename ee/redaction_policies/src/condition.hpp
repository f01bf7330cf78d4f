// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// When a rule applies: to which values of which events.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glob.hpp"

namespace hedgerow::policies {

/// A value and what surrounds it, as conditions see it. Made once and filled again and again, for
/// its room is kept.
struct place {
  std::string_view logger;
  std::string_view event;
  std::int32_t level = 0;  ///< 10 debug ... 50 critical; 0: has none
  bool is_report = false;
  std::string_view path;
  std::string_view key;          ///< with the name of what holds it, for context words
  std::uint32_t data_class = 0;  ///< HEDGEROW_UNCLASSIFIED ...

  /// Spells out the names that patterns over keys and paths are compared with.
  void set_names(std::string_view nearest_key, std::string_view whole_path);
  std::string_view spelled_key() const noexcept { return spelled_key_; }
  std::span<const std::string> segments() const noexcept { return {segments_.data(), count_}; }

 private:
  std::string spelled_key_;
  std::vector<std::string> segments_;
  std::size_t count_ = 0;
};

/// All parts that are there must hold; of a list, one entry.
struct condition {
  std::vector<key_glob> keys;
  std::vector<path_glob> paths;
  std::vector<std::string> loggers;  ///< globs
  std::vector<std::string> events;   ///< globs over names of events
  std::int32_t least_level = std::numeric_limits<std::int32_t>::min();
  std::int32_t most_level = std::numeric_limits<std::int32_t>::max();
  std::uint32_t data_classes = 0;  ///< a bit for each; 0: all
  std::uint32_t subjects = 0;      ///< 1 events, 2 reports; 0: all
  std::vector<condition> all;
  std::vector<condition> any;
  std::vector<condition> none;  ///< of "not": at most one

  bool holds(const place& where) const noexcept;
  /// Whether it looks at the names that place::set_names spells out.
  bool needs_names() const noexcept;
};

}  // namespace hedgerow::policies
