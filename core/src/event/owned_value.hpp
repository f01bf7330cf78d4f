// SPDX-License-Identifier: MIT
/// @file
/// A value that owns what it holds, for data that outlives an event: reports, configuration of
/// plugins, contexts.
#pragma once

#include <string>
#include <vector>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

struct owned_field;

/// The owning twin of `value`.
class owned_value {
 public:
  // Out of line, all of them: owned_field is not complete yet.
  owned_value();
  ~owned_value();
  owned_value(const owned_value&);
  owned_value(owned_value&&) noexcept;
  owned_value& operator=(const owned_value&);
  owned_value& operator=(owned_value&&) noexcept;
  /// A deep copy.
  explicit owned_value(const value& v);
  owned_value(std::string text);
  owned_value(const char* text);
  owned_value(std::int64_t i);
  owned_value(bool b);
  owned_value(std::vector<owned_value> items);
  owned_value(std::vector<owned_field> members);

  /// A view; nested spans are made in `memory`. Valid while both live and this is not changed.
  value view(arena& memory) const;

 private:
  value scalar_{};
  std::string text_;
  std::vector<owned_value> items_;
  std::vector<owned_field> members_;
};

struct owned_field {
  std::string key;
  owned_value val;
  bool key_known = false;
  key_verdict verdict{};
};

/// Deep copies.
std::vector<owned_field> own(std::span<const field> fields);
/// Views; the span lies in `memory`.
std::span<const field> view(const std::vector<owned_field>& fields, arena& memory);

}  // namespace hedgerow::internal
