// SPDX-License-Identifier: MIT
/// @file
/// An event before the gate. Only the gate may read it; renderers, sinks and stores take a
/// clean_event, which nothing but the gate can make.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <hedgerow/level.hpp>

#include "event/value.hpp"

namespace hedgerow::internal {

/// When it happened: nanoseconds since 1970 UTC, or the text that came in, or nothing.
struct timestamp {
  enum class form : std::uint8_t { none, nanoseconds, text };
  form is = form::none;
  std::int64_t ns = 0;
  std::string_view text{};

  static constexpr timestamp at(std::int64_t nanoseconds) noexcept {
    return {form::nanoseconds, nanoseconds, {}};
  }
  static constexpr timestamp verbatim(std::string_view t) noexcept { return {form::text, 0, t}; }
};

/// A view; all text and fields belong to the arena or the contexts behind it.
struct raw_event {
  timestamp when{};
  level severity = level::info;                  ///< for filters
  std::optional<std::string_view> level_text{};  ///< what a line says; absent: no level in the line
  std::optional<std::string_view> logger{};
  std::optional<std::string_view> name{};
  std::span<const field> fields{};  ///< merged, keys unique (context/merge.hpp)
  std::string_view stack{};         ///< text block under a console line; empty: none
  std::string_view exception{};     ///< the same, for what was thrown
};

}  // namespace hedgerow::internal
