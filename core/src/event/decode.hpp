// SPDX-License-Identifier: MIT
/// @file
/// From the wire form of a payload (hedgerow/detail/wire.hpp) to values.
#pragma once

#include <cstddef>
#include <span>

#include <hedgerow/field.hpp>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

/// Walks a payload that a logging call wrote. Text is viewed where it lies, in the payload; lists,
/// maps and the fields themselves are made in the arena.
class decoder {
 public:
  decoder(const std::byte* payload, arena& memory) noexcept : at_(payload), memory_(memory) {}

  value next_value() { return next_value(0); }
  std::span<field> fields(const detail::key_table& keys);

 private:
  /// What is nested deeper is replaced by a mark.
  static constexpr int max_depth = 64;

  value next_value(int depth);
  std::string_view next_text(const detail::value_header& h, bool& cut, std::uint64_t& whole);
  void skip_values(std::uint64_t count);

  const std::byte* at_;
  arena& memory_;
};

}  // namespace hedgerow::internal
