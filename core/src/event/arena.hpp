// SPDX-License-Identifier: MIT
/// @file
/// Memory for the life of one event: bump allocation, freed all at once, blocks kept for the next.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace hedgerow::internal {

/// Not thread-safe; each thread that needs one has its own.
class arena {
 public:
  arena() = default;
  /// With blocks that begin smaller: for what lives long and is little.
  explicit arena(std::size_t first_block) noexcept : first_block_(first_block) {}
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;

  /// Uninitialised memory until reset(). @throws std::bad_alloc
  void* allocate(std::size_t size, std::size_t align = alignof(std::max_align_t)) {
    std::size_t at = (used_ + align - 1) & ~(align - 1);
    if (current_ >= blocks_.size() || at + size > blocks_[current_].size) {
      next_block(size + align);
      at = 0;
    }
    used_ = at + size;
    return blocks_[current_].memory.get() + at;
  }

  template <class T>
  std::span<T> make(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* p = static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
    std::uninitialized_value_construct_n(p, count);
    return {p, count};
  }

  std::string_view copy(std::string_view s) {
    if (s.empty()) return {};
    char* p = static_cast<char*>(allocate(s.size(), 1));
    std::memcpy(p, s.data(), s.size());
    return {p, s.size()};
  }

  /// Gives everything back; one large event does not keep its memory for ever.
  void reset() noexcept {
    while (blocks_.size() > 1 && blocks_.back().size > kept_block)
      blocks_.pop_back();
    current_ = 0;
    used_ = 0;
  }

 private:
  static constexpr std::size_t kept_block = 256 * 1024;
  struct block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size;
  };

  void next_block(std::size_t least) {
    const std::size_t next = blocks_.empty() ? 0 : current_ + 1;
    if (next < blocks_.size() && blocks_[next].size >= least) {
      current_ = next;
    } else {
      const std::size_t size = least > first_block_ ? least : first_block_;
      blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
      current_ = blocks_.size() - 1;
    }
    used_ = 0;
  }

  std::size_t first_block_ = 16 * 1024;
  std::vector<block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace hedgerow::internal
