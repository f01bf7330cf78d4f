// SPDX-License-Identifier: MIT
/// @file
/// A value as text that a test can compare whole: {key: 'text', list: [1, true, null]}.
#pragma once

#include <string>

#include "event/value.hpp"

namespace hedgerow::test {

std::string show(const internal::value& v);

inline std::string show(std::span<const internal::field> fields) {
  std::string out = "{";
  for (const auto& f : fields)
    out += (out.size() > 1 ? ", " : "") + std::string(f.key) + ": " + show(f.val);
  return out + "}";
}

inline std::string show(const internal::value& v) {
  using internal::kind;
  switch (v.type) {
  case kind::null:
    return "null";
  case kind::boolean:
    return v.as_bool() ? "true" : "false";
  case kind::signed_integer:
    return std::to_string(v.as_integer());
  case kind::unsigned_integer:
    return std::to_string(v.as_unsigned());
  case kind::floating:
    return std::to_string(v.as_double());
  case kind::string:
  case kind::number_text:
    return "'" + std::string(v.as_text()) + "'";
  case kind::withheld:
    return "withheld(" + std::string(v.as_text()) + ")";
  case kind::map:
    return show(v.as_map());
  case kind::list:
    break;
  }
  std::string out = "[";
  for (const auto& item : v.as_list())
    out += (out.size() > 1 ? ", " : "") + show(item);
  return out + "]";
}

}  // namespace hedgerow::test
