// SPDX-License-Identifier: MIT
/// @file
/// The rings that have something to read, as a heap: the one with the oldest record first, however
/// many threads log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ring/ring.hpp"

namespace hedgerow::internal {

/// Used from one thread.
class oldest_first {
 public:
  /// Takes `r` in, unless it is empty or its oldest record is younger than `limit`.
  /// @throws std::bad_alloc
  void add(ring& r, std::uint64_t limit);
  void clear() noexcept { heap_.clear(); }

  bool empty() const noexcept { return heap_.empty(); }
  /// The oldest record of all; there must be one.
  const record& front() const noexcept { return *heap_.front().oldest; }
  /// Goes on behind the oldest record, up to those that are younger than `limit`.
  void pop(std::uint64_t limit) noexcept;

 private:
  struct head {
    std::uint64_t ticks;
    const record* oldest;
    ring* of;
  };

  void sift_up() noexcept;
  void sift_down() noexcept;

  std::vector<head> heap_;
};

}  // namespace hedgerow::internal
