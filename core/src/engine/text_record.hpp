// SPDX-License-Identifier: MIT
/// @file
/// Records that do not come from the inline path of a logging call: their name, exception, time or
/// place stands in the payload.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <hedgerow/logger.hpp>

namespace hedgerow::internal {

/// What goes into such a record; absent parts are left out of the payload.
struct text_record {
  const detail::logger_core* logger = nullptr;
  const detail::context_node* bound = nullptr;
  level severity = level::info;
  const char* static_name = nullptr;  ///< used where `name` is absent
  std::optional<std::string_view> name{};
  std::optional<std::string_view> exception{};
  std::optional<std::int64_t> unix_ns{};
  std::string_view file{};
  std::string_view function{};
  unsigned line = 0;
  const detail::key_table* keys = nullptr;  ///< of `fields`; null: none
  const std::byte* fields = nullptr;        ///< in wire form
  std::size_t fields_size = 0;
};

/// Puts it in the calling thread's ring. A record that finds no room is counted.
void write_text_record(const text_record& t) noexcept;

}  // namespace hedgerow::internal
