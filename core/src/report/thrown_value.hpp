// SPDX-License-Identifier: MIT
/// @file
/// The text of a thrown object, and what else it carries.
///
///     derived from std::exception     what(); empty when that is null
///     a pointer to such a class       what() of the object; "<null>"
///     char const*, char*              the text; "<null>"
///     std::string, std::string_view   the text
///     numbers, bool, char             as text
///     std::error_code, std::error_condition, std::errc   the message of its category
///     anything else                   "<no text>"
///     what() throws                   "<what() threw T>"
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "event/owned_value.hpp"
#include "report/thrown_object.hpp"

namespace hedgerow::internal {

inline constexpr std::size_t max_value_bytes = 10'000;

struct thrown_text {
  std::string text;          ///< valid UTF-8, at most max_value_bytes
  std::uint64_t whole_size;  ///< bytes it had when it was cut; else 0
};

thrown_text text_of(const thrown_object& object);

/// error_code, error_category and error_message of what has a code; path1 and path2 of a
/// filesystem_error. Empty for all others.
std::vector<owned_field> properties_of(const thrown_object& object);

}  // namespace hedgerow::internal
