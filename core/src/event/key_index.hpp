// SPDX-License-Identifier: MIT
/// @file
/// Which keys were there already, and where: a set of keys that stays linear for any number of
/// them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

/// Keys in the order they were added; views, in the memory of an arena. A handful are compared one
/// by one, behind a filter of 64 bits that answers most questions; more go to a hash table.
class key_index {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  /// Room for `most` keys.
  key_index(std::size_t most, arena& memory) : keys_(memory.make<std::string_view>(most)) {
    if (most > few) slots_ = memory.make<std::uint32_t>(std::bit_ceil(most * 2));
  }

  /// The position of `key`, or none.
  std::size_t find(std::string_view key) const noexcept {
    if (slots_.empty()) {
      if ((filter_ & bit_of(key)) == 0) return none;
      for (std::size_t i = 0; i < count_; ++i)
        if (keys_[i] == key) return i;
      return none;
    }
    const std::uint32_t found = slots_[slot_of(key)];
    return found == 0 ? none : found - 1;
  }

  /// Adds a key that is not there; its position is the number of keys before it.
  void add(std::string_view key) noexcept {
    if (slots_.empty())
      filter_ |= bit_of(key);
    else
      slots_[slot_of(key)] = static_cast<std::uint32_t>(count_ + 1);
    keys_[count_++] = key;
  }

  /// One bit of 64 that equal keys share.
  static std::uint64_t bit_of(std::string_view key) noexcept {
    if (key.empty()) return 1;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(key[i]); };
    return std::uint64_t{1} << ((key.size() * 29 + byte(0) * 5u + byte(key.size() / 2) * 3u +
                                 byte(key.size() - 1)) &
                                63u);
  }

 private:
  static constexpr std::size_t few = 32;

  /// Where `key` is, or where it would go: linear probing in a table at most half full.
  std::size_t slot_of(std::string_view key) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(key)&mask;
    while (slots_[slot] != 0 && keys_[slots_[slot] - 1] != key)
      slot = (slot + 1) & mask;
    return slot;
  }

  std::span<std::string_view> keys_;
  std::span<std::uint32_t> slots_;
  std::size_t count_ = 0;
  std::uint64_t filter_ = 0;
};

/// `key` with as many underscores behind it as make it new to `taken`, at least one; in `memory`.
inline std::string_view with_underscores(std::string_view key, const key_index& taken,
                                         arena& memory) {
  for (std::size_t more = 1;; ++more) {
    const std::span<char> text = memory.make<char>(key.size() + more);
    std::memcpy(text.data(), key.data(), key.size());
    std::memset(text.data() + key.size(), '_', more);
    const std::string_view candidate(text.data(), text.size());
    if (taken.find(candidate) == key_index::none) return candidate;
  }
}

}  // namespace hedgerow::internal
