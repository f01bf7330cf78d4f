// SPDX-License-Identifier: MIT
#include "deliver/report_reader.hpp"

#include "deliver/json_value.hpp"

namespace hedgerow::internal {
namespace {

const json& member(const json& object, const char* key) {
  static const json nothing;
  if (!object.is_object()) return nothing;
  const auto at = object.find(key);
  return at != object.end() ? *at : nothing;
}

std::string text(const json& object, const char* key) {
  const json& v = member(object, key);
  return v.is_string() ? v.get<std::string>() : std::string();
}

std::uint32_t number(const json& object, const char* key) {
  const json& v = member(object, key);
  return v.is_number_unsigned() ? v.get<std::uint32_t>() : 0;
}

bool flag(const json& object, const char* key) {
  const json& v = member(object, key);
  return v.is_boolean() && v.get<bool>();
}

std::string shown(const json& v) {
  return v.is_string() ? v.get<std::string>() : text_of(v);
}

report_frame read_frame(const json& f) {
  report_frame out;
  out.function = text(f, "function");
  out.file = text(f, "filename");
  out.module = text(f, "module");
  out.line = number(f, "lineno");
  out.column = number(f, "colno");
  out.address = text(f, "instruction_addr");
  out.in_app = flag(f, "in_app");
  out.is_inline = flag(f, "inline");
  out.synthetic = flag(f, "synthetic");
  return out;
}

report_exception read_exception(const json& e) {
  report_exception out;
  out.type = text(e, "type");
  out.value = text(e, "value");
  for (const json& f : member(member(e, "stacktrace"), "frames"))
    out.frames.push_back(read_frame(f));
  return out;
}

void read_details(const json& details, std::vector<report_exception>& chain) {
  for (const json& entry : details) {
    const std::size_t index = number(entry, "exception");
    if (index >= chain.size()) continue;
    for (const auto& [key, v] : entry.items())
      if (key != "exception") chain[index].properties.emplace_back(key, shown(v));
  }
}

void read_properties(const json& properties, report_detail& out) {
  for (const json& e : member(properties, "$exception_list"))
    out.chain.push_back(read_exception(e));
  read_details(member(properties, "exception_details"), out.chain);
  out.source = text(properties, "$exception_source");
  for (const auto& [key, v] : properties.items())
    if (key[0] != '$' && key != "exception_details") out.properties.emplace_back(key, shown(v));
}

}  // namespace

status read_detail(report_summary summary, std::string json_text, report_detail& out) {
  const json event = json::parse(json_text, nullptr, false);
  if (!event.is_object())
    return status::failure("report store: what is stored of " + summary.id + " is no JSON object");
  out = {};
  out.summary = std::move(summary);
  const json& properties = member(event, "properties");
  if (properties.is_object()) read_properties(properties, out);
  const json& list = member(properties, "$exception_list");
  if (list.is_array() && !list.empty()) {
    out.handled = flag(member(list[0], "mechanism"), "handled");
    out.mechanism = text(member(list[0], "mechanism"), "type");
  }
  // A random id that stands for nobody is of no use to a reader.
  if (!member(properties, "$process_person_profile").is_boolean())
    out.distinct_id = text(event, "distinct_id");
  out.json = std::move(json_text);
  return {};
}

}  // namespace hedgerow::internal
