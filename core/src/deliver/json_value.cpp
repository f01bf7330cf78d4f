// SPDX-License-Identifier: MIT
#include "deliver/json_value.hpp"

#include <cmath>

namespace hedgerow::internal {
namespace {

json number(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d > 0 ? "Infinity" : "-Infinity";
  return d;
}

json object(std::span<const field> members) {
  json out = json::object();
  for (const field& f : members)
    out[std::string(f.key)] = json_of(f.val);
  return out;
}

json array(std::span<const value> items) {
  json out = json::array();
  for (const value& v : items)
    out.push_back(json_of(v));
  return out;
}

}  // namespace

json json_of(const value& v) {
  switch (v.type) {
  case kind::null:
    return nullptr;
  case kind::boolean:
    return v.as_bool();
  case kind::signed_integer:
    return v.as_integer();
  case kind::unsigned_integer:
    return v.as_unsigned();
  case kind::floating:
    return number(v.as_double());
  case kind::string:
  case kind::number_text:
  case kind::withheld:
    return std::string(v.as_text());
  case kind::list:
    return array(v.as_list());
  case kind::map:
    return object(v.as_map());
  }
  return nullptr;
}

std::string text_of(const json& document) {
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace hedgerow::internal
