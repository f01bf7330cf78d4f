// SPDX-License-Identifier: MIT
/// @file
/// From the wire form of a payload (hedgerow/detail/wire.hpp) to values.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
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

  /// What is nested deeper is replaced by a mark.
  static constexpr int max_depth = 64;

  value next_value() { return next_value(0); }
  /// The same, where most values are strings, integers and floats.
  void next_value(value& out) {
    detail::value_header h;
    std::memcpy(&h, at_, sizeof h);
    if (h.type == kind::string && h.flags == 0) {
      out = value::string({reinterpret_cast<const char*>(at_ + sizeof h), h.size});
      at_ += sizeof h + detail::padded(h.size);
    } else if (h.type == kind::signed_integer) {
      out = value::integer(static_cast<std::int64_t>(next_word()));
    } else if (h.type == kind::floating) {
      out = value::floating(std::bit_cast<double>(next_word()));
    } else {
      out = next_value(0);
      return;
    }
    out.sensitivity = h.sensitivity;
  }
  std::span<field> fields(const detail::key_table& keys);

 private:
  /// Of a scalar, with its header.
  std::uint64_t next_word() noexcept {
    std::uint64_t word;
    std::memcpy(&word, at_ + sizeof(detail::value_header), sizeof word);
    at_ += sizeof(detail::value_header) + sizeof word;
    return word;
  }

  value next_value(int depth);
  std::string_view next_text(const detail::value_header& h, bool& cut, std::uint64_t& whole);
  void skip_values(std::uint64_t count);

  const std::byte* at_;
  arena& memory_;
};

}  // namespace hedgerow::internal
