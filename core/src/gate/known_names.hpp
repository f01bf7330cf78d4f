// SPDX-License-Identifier: MIT
/// @file
/// Names that the content rules left as they are. Names of events, loggers and levels come again
/// and again; what was looked at once need not be looked at again.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hedgerow::internal {

/// Remembers by content, not by address: a slot holds a copy. Only names are to be put here, never
/// a value, so that nothing of a user's stays in memory. Not thread-safe.
class known_names {
 public:
  bool has(std::string_view name) const noexcept {
    if (name.empty() || name.size() > longest) return name.empty();
    const slot& s = slots_[index_of(name)];
    return s.size == name.size() && std::memcmp(s.text, name.data(), name.size()) == 0;
  }
  void add(std::string_view name) noexcept {
    if (name.empty() || name.size() > longest) return;
    slot& s = slots_[index_of(name)];
    std::memcpy(s.text, name.data(), name.size());
    s.size = static_cast<std::uint8_t>(name.size());
  }

 private:
  static constexpr std::size_t longest = 47;
  struct slot {
    char text[longest];
    std::uint8_t size;
  };
  static_assert(sizeof(slot) == 48);

  /// FNV-1a over the ends, where names differ.
  static std::size_t index_of(std::string_view name) noexcept {
    std::uint32_t h = 2166136261u ^ static_cast<std::uint32_t>(name.size());
    const std::size_t ends = name.size() < 8 ? name.size() : 8;
    for (std::size_t i = 0; i < ends; ++i) {
      h = (h ^ static_cast<unsigned char>(name[i])) * 16777619u;
      h = (h ^ static_cast<unsigned char>(name[name.size() - 1 - i])) * 16777619u;
    }
    return (h ^ h >> 15) % slot_count;
  }

  static constexpr std::size_t slot_count = 128;
  std::array<slot, slot_count> slots_{};
};

}  // namespace hedgerow::internal
