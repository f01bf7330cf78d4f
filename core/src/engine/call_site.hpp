// SPDX-License-Identifier: MIT
/// @file
/// The place of a logging call in the code.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include <hedgerow/detail/record.hpp>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

struct call_site {
  std::string_view file{};  ///< empty: not known
  std::string_view function{};
  unsigned line = 0;

  /// As a record says that has it in its fixed part.
  static call_site of(const detail::record& r) noexcept {
    return {r.file != nullptr ? r.file : "", r.function != nullptr ? r.function : "", r.line};
  }
};

/// `fields` and, where the place is known, filename, lineno and func_name, under the names that
/// structlog's CallsiteParameterAdder gives them.
inline std::span<field> with_call_site(std::span<field> fields, const call_site& at,
                                       arena& memory) {
  if (at.file.empty()) return fields;
  const auto all = memory.make<field>(fields.size() + 3);
  field* const end = std::copy(fields.begin(), fields.end(), all.data());
  end[0] = {"filename", value::string(at.file.substr(at.file.rfind('/') + 1)), true, {}};
  end[1] = {"lineno", value::unsigned_integer(at.line), true, {}};
  end[2] = {"func_name", value::string(at.function), true, {}};
  return all;
}

}  // namespace hedgerow::internal
