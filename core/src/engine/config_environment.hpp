// SPDX-License-Identifier: MIT
/// @file
/// The environment variables of hedgerow, in one table.
#pragma once

#include <span>
#include <string_view>

#include <hedgerow/status.hpp>

#include "engine/config.hpp"

namespace hedgerow::internal {

struct environment_variable {
  const char* name;
  std::string_view setting;  ///< the path of the setting that it overrides; empty: none
  std::string_view meaning;
  /// Puts the variable's text, which is not empty, into a configuration; null: read elsewhere.
  status (*apply)(std::string_view text, config& out);
};

std::span<const environment_variable> environment_variables() noexcept;

/// The text of a variable; null when it is unset or empty, and always in a program that runs with
/// more rights than its user (AT_SECURE).
const char* environment_text(const char* name) noexcept;

}  // namespace hedgerow::internal
