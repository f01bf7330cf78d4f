// SPDX-License-Identifier: MIT
/// @file
/// JSON as values, in order; {"$float": "nan"}, {"$int": "..."} and {"$bytes": base64} stand for
/// what JSON cannot hold.
#pragma once

#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "event/arena.hpp"
#include "event/value.hpp"

namespace hedgerow::test {

inline std::string from_base64(std::string_view text) {
  static constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(letters.find(c));
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>(bits >> count & 0xffu));
    }
  }
  return out;
}

inline internal::value to_value(const nlohmann::ordered_json& j, internal::arena& memory);

inline std::span<const internal::field> to_fields(const nlohmann::ordered_json& object,
                                                  internal::arena& memory) {
  const auto fields = memory.make<internal::field>(object.size());
  std::size_t i = 0;
  for (const auto& [key, item] : object.items())
    fields[i++] = {memory.copy(key), to_value(item, memory)};
  return fields;
}

inline internal::value to_value(const nlohmann::ordered_json& j, internal::arena& memory) {
  using internal::value;
  switch (j.type()) {
  case nlohmann::ordered_json::value_t::boolean:
    return value::boolean(j.get<bool>());
  case nlohmann::ordered_json::value_t::number_integer:
    return value::integer(j.get<std::int64_t>());
  case nlohmann::ordered_json::value_t::number_unsigned:
    return value::unsigned_integer(j.get<std::uint64_t>());
  case nlohmann::ordered_json::value_t::number_float:
    return value::floating(j.get<double>());
  case nlohmann::ordered_json::value_t::string:
    return value::string(memory.copy(j.get_ref<const std::string&>()));
  case nlohmann::ordered_json::value_t::array: {
    const auto items = memory.make<value>(j.size());
    for (std::size_t i = 0; i < j.size(); ++i)
      items[i] = to_value(j[i], memory);
    return value::list(items);
  }
  case nlohmann::ordered_json::value_t::object: {
    if (j.size() == 1 && j.begin().value().is_string()) {
      const std::string& text = j.begin().value().get_ref<const std::string&>();
      if (j.begin().key() == "$float") return value::floating(std::strtod(text.c_str(), nullptr));
      if (j.begin().key() == "$int") return value::number_text(memory.copy(text));
      if (j.begin().key() == "$bytes") return value::string(memory.copy(from_base64(text)));
    }
    return value::map(to_fields(j, memory));
  }
  default:
    return value::null();
  }
}

}  // namespace hedgerow::test
