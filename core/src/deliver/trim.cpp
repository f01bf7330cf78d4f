// SPDX-License-Identifier: MIT
#include "deliver/trim.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr const char* trimmed_key = "hedgerow_trimmed";

/// Properties that the event is nothing without.
bool is_essential(const std::string& key) {
  return key == trimmed_key || key.rfind("$", 0) == 0;
}

bool fits(const json& event, std::size_t limit) {
  return text_of(event).size() <= limit;
}

void note(json& properties, const std::string& what) {
  json& notes = properties[trimmed_key];
  if (std::find(notes.begin(), notes.end(), what) == notes.end()) notes.push_back(what);
}

bool cut_texts(json& v, std::size_t limit) {
  if (v.is_string()) {
    auto& text = v.get_ref<std::string&>();
    if (text.size() <= limit) return false;
    text = cut_with_mark(text, limit);
    return true;
  }
  bool changed = false;
  if (v.is_structured())
    for (json& item : v)
      changed = cut_texts(item, limit) || changed;
  return changed;
}

void cut_property_texts(json& properties) {
  for (auto& [key, v] : properties.items())
    if (!is_essential(key) && cut_texts(v, 1'000)) note(properties, key);
}

void drop_outer_frames(json& properties, std::size_t kept) {
  bool changed = false;
  for (json& exception : properties["$exception_list"]) {
    json& frames = exception["stacktrace"]["frames"];
    if (frames.size() <= kept) continue;
    std::size_t first = frames.size() - kept;
    // Inlined frames go with the physical frame before them.
    while (first < frames.size() && frames[first].value("inline", false))
      ++first;
    frames = json(frames.begin() + static_cast<std::ptrdiff_t>(first), frames.end());
    changed = true;
  }
  if (changed) note(properties, "frames");
}

bool drop_largest_property(json& properties) {
  std::string largest;
  std::size_t size = 0;
  for (const auto& [key, v] : properties.items()) {
    const std::size_t here = is_essential(key) ? 0 : key.size() + text_of(v).size();
    if (here > size) {
      size = here;
      largest = key;
    }
  }
  if (size == 0) return false;
  properties.erase(largest);
  note(properties, cut_with_mark(largest, 200));
  return true;
}

void cut_values(json& properties, std::size_t limit) {
  bool changed = false;
  for (json& exception : properties["$exception_list"])
    changed = cut_texts(exception["value"], limit) || changed;
  if (changed) note(properties, "values");
}

void drop_inner_causes(json& properties, std::size_t kept) {
  json& list = properties["$exception_list"];
  if (list.size() <= kept) return;
  // The outermost says what failed, the last ones why.
  list.erase(list.begin() + 1, list.end() - static_cast<std::ptrdiff_t>(kept - 1));
  list[1]["mechanism"]["parent_id"] = 0;
  note(properties, "causes");
}

}  // namespace

bool trim_event(json& event, std::size_t limit) {
  if (fits(event, limit)) return true;
  json& properties = event["properties"];
  if (!properties.contains(trimmed_key)) properties[trimmed_key] = json::array();
  cut_property_texts(properties);
  for (const std::size_t kept : {32, 8}) {
    if (fits(event, limit)) return true;
    drop_outer_frames(properties, kept);
  }
  while (!fits(event, limit) && drop_largest_property(properties))
    continue;
  if (!fits(event, limit)) cut_values(properties, 500);
  if (!fits(event, limit)) drop_inner_causes(properties, 5);
  if (!fits(event, limit)) drop_outer_frames(properties, 1);
  return fits(event, limit);
}

}  // namespace hedgerow::internal
