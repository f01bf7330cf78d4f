// SPDX-License-Identifier: MIT
/// @file
/// Raw fields as one line, for tests that look before the gate.
#pragma once

#include <sstream>
#include <string>

#include "event/value.hpp"

namespace hedgerow::test {

inline std::string show_raw(std::span<const internal::field> fields);

inline std::string show_raw(const internal::value& v) {
  using hedgerow::detail::kind;
  std::ostringstream out;
  if (v.sensitivity != data_class::unclassified && v.type != kind::withheld)
    out << to_string(v.sensitivity);
  switch (v.type) {
  case kind::null:
    out << "null";
    break;
  case kind::boolean:
    out << (v.as_bool() ? "true" : "false");
    break;
  case kind::signed_integer:
    out << v.as_integer();
    break;
  case kind::unsigned_integer:
    out << v.as_unsigned();
    break;
  case kind::floating:
    out << v.as_double();
    break;
  case kind::string:
    out << '"' << v.as_text() << '"';
    break;
  case kind::number_text:
    out << '#' << v.as_text();
    break;
  case kind::withheld:
    out << "withheld:" << v.as_text();
    break;
  case kind::list: {
    out << '[';
    bool first = true;
    for (const internal::value& item : v.as_list()) {
      out << (first ? "" : " ") << show_raw(item);
      first = false;
    }
    out << ']';
    break;
  }
  case kind::map:
    out << '{' << show_raw(v.as_map()) << '}';
    break;
  }
  if (v.cut) out << "...of " << v.whole_size;
  return out.str();
}

inline std::string show_raw(std::span<const internal::field> fields) {
  std::string out;
  for (const internal::field& f : fields)
    out += (out.empty() ? "" : " ") + std::string(f.key) + "=" + show_raw(f.val);
  return out;
}

}  // namespace hedgerow::test
