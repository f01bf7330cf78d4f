// SPDX-License-Identifier: MIT
/// @file
/// The core's rules applied to fields and values at any depth: data classes, keys, content.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "event/arena.hpp"
#include "event/value.hpp"
#include "gate/key_judge.hpp"

namespace hedgerow::internal {

/// Values nested deeper than this become a mark.
inline constexpr int max_depth = 64;
/// A redacted text longer than this is cut.
inline constexpr std::size_t max_text = std::size_t{1} << 20;

/// Whether a data class by itself keeps a value from going out.
constexpr bool says_sensitive(data_class c) noexcept {
  return c != data_class::unclassified && c != data_class::safe;
}

/// Walks one event or report. What needs no change is handed back as it came, and nothing is
/// allocated for it; what changes is made anew in the arena. @throws std::bad_alloc
class walker {
 public:
  explicit walker(arena& memory) noexcept : memory_(memory) {}

  std::span<const field> fields(std::span<const field> in) { return members(in, 0); }
  value tree(const value& in);
  std::string_view text(std::string_view in);
  /// The value of a field whose key was judged before.
  value value_under(std::string_view key, const key_judgement& judged, const value& in);

  /// Values that were replaced or rewritten.
  std::uint64_t redacted() const noexcept { return redacted_; }

 private:
  std::span<const field> members(std::span<const field> in, int depth);
  bool member(std::span<const field> all, std::size_t i, int depth, field& out);
  bool change(const value& in, std::string_view key, key_judgement judged, int depth, value& out);
  bool change_number(const value& in, std::string_view key, value& out);
  bool change_list(const value& in, std::string_view key, key_judgement judged, int depth,
                   value& out);
  bool change_text(const value& in, value& out);
  bool mark(std::string_view label, value& out);

  arena& memory_;
  std::uint64_t redacted_ = 0;
};

}  // namespace hedgerow::internal
