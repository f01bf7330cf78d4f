// SPDX-License-Identifier: MIT
/// @file
/// Copies of the literals that records refer to by address, in the segment: what is copied can be
/// recovered when the program's file was replaced.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_set>

#include <hedgerow/detail/record.hpp>

#include "ring/segment_layout.hpp"

namespace hedgerow::internal {

/// Copies what a call site's records refer to when the first of them is read. Used from one thread
/// at a time.
class literal_copies {
 public:
  /// To be called for each record; most are of call sites that are known.
  void note(const detail::record& r) noexcept {
    const call_site of{r.keys, r.name};
    call_site& known = known_[(address(r.keys) ^ address(r.name) << 3) / 8 % known_.size()];
    if (known.keys == of.keys && known.name == of.name) return;
    copy(r);
    known = of;
  }
  /// What was at their addresses is gone, or the segment is another one.
  void forget() noexcept;

 private:
  struct call_site {
    const void* keys = nullptr;
    const void* name = nullptr;
  };

  static std::uint64_t address(const void* p) noexcept {
    return reinterpret_cast<std::uint64_t>(p);
  }
  void copy(const detail::record& r) noexcept;
  void add(const void* literal, std::size_t size);
  std::byte* room(std::size_t size) noexcept;

  std::array<call_site, 256> known_{};
  std::unordered_set<std::uint64_t> copied_;
  std::span<std::byte> free_;  ///< of the newest area
  int areas_ = 0;
};

/// The copies in an area that may hold anything at all, by address; those in `out` are replaced.
/// Only what lies in the module that it was copied from counts.
void read_literal_copies(std::span<const std::byte> area, std::span<const layout::module> modules,
                         std::map<std::uint64_t, std::span<const std::byte>>& out);

}  // namespace hedgerow::internal
