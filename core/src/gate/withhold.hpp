// SPDX-License-Identifier: MIT
/// @file
/// What comes out when the gate cannot decide: names, keys and the shape, and no value.
#pragma once

#include <cstdint>

#include "event/arena.hpp"
#include "event/raw_event.hpp"

namespace hedgerow::internal {

/// Replaces every value by the mark, and texts that are more than a name. @throws std::bad_alloc
class withholder {
 public:
  explicit withholder(arena& memory) noexcept : memory_(memory) {}

  raw_event event(const raw_event& raw);
  value tree(const value& in) { return nested(in, 0); }
  std::uint64_t withheld() const noexcept { return withheld_; }

 private:
  std::span<const field> fields(std::span<const field> in, int depth);
  value nested(const value& in, int depth);
  std::string_view key(std::string_view in);

  arena& memory_;
  std::uint64_t withheld_ = 0;
};

/// What is left when there is no memory even for that: nothing but the time and the level.
raw_event bare(const raw_event& raw) noexcept;

}  // namespace hedgerow::internal
