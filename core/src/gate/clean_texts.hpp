// SPDX-License-Identifier: MIT
/// @file
/// Short texts that the gate let through a moment ago. Many fields have few values - a topic, a
/// status, a region - and what was looked at once need not be looked at again.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hedgerow::internal {

/// For one field of one call site. Holds texts themselves, not hashes of them: another text with
/// the same hash could be a secret. What it holds has been let out. Not thread-safe.
class clean_texts {
 public:
  static constexpr std::size_t longest = 16;

  /// `text` must not be longer than `longest`.
  bool has(std::string_view text) const noexcept {
    const entry e(text);
    return entries_[e.index()] == e;
  }
  void add(std::string_view text) noexcept {
    const entry e(text);
    entries_[e.index()] = e;
  }

 private:
  struct entry {
    entry() = default;
    explicit entry(std::string_view text) noexcept : size(static_cast<std::uint32_t>(text.size())) {
      const char* const p = text.data();
      if (size >= 8) {
        std::memcpy(&first, p, 8);
        std::memcpy(&last, p + size - 8, 8);
      } else if (size >= 4) {
        std::memcpy(&first, p, 4);
        std::memcpy(&last, p + size - 4, 4);
      } else if (size > 0) {
        first = static_cast<unsigned char>(p[0]);
        last = std::uint64_t{static_cast<unsigned char>(p[size / 2])} << 8 |
               static_cast<unsigned char>(p[size - 1]);
      }
    }
    bool operator==(const entry&) const = default;
    std::size_t index() const noexcept {
      return static_cast<std::size_t>((first ^ last << 1 ^ size) * 0x9E3779B97F4A7C15u >> 62);
    }

    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint32_t size = ~std::uint32_t{0};
  };

  std::array<entry, 4> entries_;
};

}  // namespace hedgerow::internal
