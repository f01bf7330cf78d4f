// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Unwind rules by place, for all threads, without locks.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "cfi.hpp"

namespace hedgerow::exception_capture {

class rule_cache {
 public:
  /// The rule at `place` of the object with `identity`; `read` is asked when it is not known.
  template <class Read>
  unwind_rule get(std::uintptr_t place, std::uint64_t identity, Read&& read) noexcept {
    const std::uint64_t key = place ^ identity;
    entry& e = entries_[(place * 0x9E3779B97F4A7C15u) >> (64 - bits)];
    const std::uint64_t known = e.rule.load(std::memory_order_relaxed);
    if ((e.check.load(std::memory_order_relaxed) ^ known) == key)
      return std::bit_cast<unwind_rule>(known);
    const unwind_rule rule = read();
    const auto value = std::bit_cast<std::uint64_t>(rule);
    e.rule.store(value, std::memory_order_relaxed);
    e.check.store(key ^ value, std::memory_order_relaxed);
    return rule;
  }

 private:
  static constexpr unsigned bits = 14;
  /// `check` is key ^ rule, so that a pair of which another thread wrote one half fits no key.
  struct entry {
    std::atomic<std::uint64_t> check{0};
    std::atomic<std::uint64_t> rule{0};
  };
  std::array<entry, std::size_t{1} << bits> entries_{};
};

}  // namespace hedgerow::exception_capture
