// SPDX-License-Identifier: MIT
/// @file
/// The keys that an event's own parts take in a line of keys and values.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "gate/clean_event.hpp"

namespace hedgerow::internal {

class header_keys {
 public:
  /// `time_key` is what the format calls the time stamp.
  header_keys(const clean_event& event, std::string_view time_key) noexcept {
    if (event.when().is != timestamp::form::none) add(time_key);
    if (event.level_text()) add("level");
    if (event.name()) add("event");
    if (event.logger()) add("logger");
    if (!event.stack().empty()) add("stack");
    if (!event.exception().empty()) add("exception");
  }
  /// Valid while this lives.
  std::span<const std::string_view> all() const noexcept { return {keys_.data(), count_}; }

 private:
  void add(std::string_view key) noexcept { keys_[count_++] = key; }

  std::array<std::string_view, 6> keys_;
  std::size_t count_ = 0;
};

}  // namespace hedgerow::internal
