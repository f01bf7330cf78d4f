// SPDX-License-Identifier: MIT
/// @file
/// Room for records that are too large for a ring, without allocation: 64 blocks, of which a record
/// takes as many in a row as it needs.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace hedgerow::internal {

/// Claimed by the threads that log, released by the backend; each is one atomic operation.
class block_area {
 public:
  static constexpr std::size_t block_size = 64 * 1024;
  static constexpr std::size_t blocks = 64;
  static constexpr std::size_t size = blocks * block_size;

  struct run {
    std::uint32_t first;
    std::uint32_t count;
  };
  /// The blocks of a run, one bit each.
  static constexpr std::uint64_t mask_of(run r) noexcept {
    const std::uint64_t low =
        r.count >= blocks ? ~std::uint64_t{0} : (std::uint64_t{1} << r.count) - 1;
    return low << r.first;
  }

  bool provided() const noexcept { return memory_.load(std::memory_order_acquire) != nullptr; }
  /// Puts `size` bytes of memory behind it, all free.
  void provide(std::byte* memory) noexcept {
    memory_.store(memory, std::memory_order_release);
    used_.store(0, std::memory_order_release);
  }
  /// Forgets the memory. [nobody else uses it]
  void withdraw() noexcept {
    used_.store(~std::uint64_t{0}, std::memory_order_relaxed);
    memory_.store(nullptr, std::memory_order_release);
  }

  /// @return whether there was a run of blocks for `bytes`
  bool claim(std::size_t bytes, run& out) noexcept {
    const auto count = static_cast<std::uint32_t>((bytes + block_size - 1) / block_size);
    if (count == 0 || count > blocks) return false;
    std::uint64_t used = used_.load(std::memory_order_relaxed);
    for (;;) {
      const std::uint64_t starts = run_starts(~used, count);
      if (starts == 0) return false;
      out = {static_cast<std::uint32_t>(__builtin_ctzll(starts)), count};
      if (used_.compare_exchange_weak(used, used | mask_of(out), std::memory_order_acquire,
                                      std::memory_order_relaxed))
        return true;
    }
  }
  void release(std::uint64_t mask) noexcept { used_.fetch_and(~mask, std::memory_order_release); }

  std::byte* at(run r) const noexcept {
    return memory_.load(std::memory_order_relaxed) + r.first * block_size;
  }

 private:
  /// The bits of `free` at which `count` set bits in a row begin.
  static std::uint64_t run_starts(std::uint64_t free, std::uint32_t count) noexcept {
    std::uint32_t have = 1;
    while (have < count && free != 0) {
      const std::uint32_t step = count - have < have ? count - have : have;
      free &= free >> step;
      have += step;
    }
    return free;
  }

  std::atomic<std::byte*> memory_{nullptr};
  std::atomic<std::uint64_t> used_{~std::uint64_t{0}};
};

}  // namespace hedgerow::internal
