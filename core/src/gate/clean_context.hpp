// SPDX-License-Identifier: MIT
/// @file
/// The values of a bound or ambient context, redacted once for all events under it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// Made by the gate alone (gate.hpp), to be filled into forms. Views the context's own memory where
/// nothing had to change, so that it must not outlive its use. Not thread-safe.
class clean_context {
 public:
  clean_context() = default;
  clean_context(const clean_context&) = delete;
  clean_context& operator=(const clean_context&) = delete;

 private:
  friend class gate;

  struct redacted_value {
    value val;
    std::uint64_t redacted;  ///< values that were changed in it
  };
  std::vector<redacted_value> values_;  ///< in the order of the context's fields
  arena memory_{512};                   ///< of what was changed
};

}  // namespace hedgerow::internal
