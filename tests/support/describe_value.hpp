// SPDX-License-Identifier: MIT
/// @file
/// Values and events before the gate as text, with their types, for whole comparisons in tests.
#pragma once

#include <cstdio>
#include <string>

#include "event/raw_event.hpp"

namespace hedgerow::test {

std::string describe(std::span<const internal::field> members);

/// null, true, i-1, u1, f0.5, n12345678901234567890 (number text), "text", [..], {k: v}; a data
/// class before the value ("pii \"text\""), the whole length of a cut text behind it.
inline std::string describe(const internal::value& v) {
  using internal::kind;
  if (v.sensitivity != data_class::unclassified && v.type != kind::withheld) {
    internal::value plain = v;
    plain.sensitivity = data_class::unclassified;
    return std::string(to_string(v.sensitivity)) + " " + describe(plain);
  }
  switch (v.type) {
  case kind::null:
    return "null";
  case kind::boolean:
    return v.as_bool() ? "true" : "false";
  case kind::signed_integer:
    return "i" + std::to_string(v.as_integer());
  case kind::unsigned_integer:
    return "u" + std::to_string(v.as_unsigned());
  case kind::floating: {
    char text[40];
    std::snprintf(text, sizeof text, "f%.17g", v.as_double());
    return text;
  }
  case kind::number_text:
    return "n" + std::string(v.as_text());
  case kind::string:
    return '"' + std::string(v.as_text()) + '"' +
           (v.cut ? " of " + std::to_string(v.whole_size) : std::string());
  case kind::withheld:
    return "withheld:" + std::string(v.as_text());
  case kind::list: {
    std::string out = "[";
    for (const internal::value& item : v.as_list())
      out += (out.size() > 1 ? ", " : "") + describe(item);
    return out + "]";
  }
  case kind::map:
    return describe(v.as_map());
  }
  return "?";
}

inline std::string describe(std::span<const internal::field> members) {
  std::string out = "{";
  for (const internal::field& f : members)
    out += (out.size() > 1 ? ", " : "") + std::string(f.key) + ": " + describe(f.val);
  return out + "}";
}

/// Time, level, logger, name, fields; `-` for what is absent.
inline std::string describe(const internal::raw_event& e) {
  using form = internal::timestamp::form;
  const auto part = [](const std::optional<std::string_view>& t) {
    return t ? '"' + std::string(*t) + '"' : std::string("-");
  };
  const std::string when = e.when.is == form::none          ? "-"
                           : e.when.is == form::nanoseconds ? std::to_string(e.when.ns)
                                                            : '"' + std::string(e.when.text) + '"';
  return when + " " + part(e.level_text) + " " + part(e.logger) + " " + part(e.name) + " " +
         describe(e.fields);
}

}  // namespace hedgerow::test
