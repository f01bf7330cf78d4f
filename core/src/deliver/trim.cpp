// SPDX-License-Identifier: MIT
#include "deliver/trim.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr const char* trimmed_key = "hedgerow_trimmed";
constexpr std::size_t max_named = 100;

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
  std::vector<std::string> cut;
  for (auto& [key, v] : properties.items())
    if (!is_essential(key) && cut_texts(v, 1'000)) cut.push_back(key);
  for (std::size_t i = 0; i < cut.size() && i < max_named; ++i)
    note(properties, cut_with_mark(cut[i], 200));
  if (cut.size() > max_named)
    note(properties, std::to_string(cut.size() - max_named) + " more texts");
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

/// The largest first, and no more of them than need be. Sizes are taken once: an event can have
/// thousands of properties.
void drop_largest_properties(json& event, std::size_t limit) {
  json& properties = event["properties"];
  struct sized {
    std::size_t bytes;
    std::string key;
  };
  std::vector<sized> by_size;
  for (const auto& [key, v] : properties.items())
    if (!is_essential(key)) by_size.push_back({key.size() + text_of(v).size(), key});
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const sized& a, const sized& b) { return a.bytes > b.bytes; });
  std::size_t bytes = text_of(event).size();
  std::size_t dropped = 0;
  for (const sized& p : by_size) {
    if (bytes <= limit) break;
    properties.erase(p.key);
    bytes -= std::min(bytes, p.bytes);
    // Of very many, the first names tell enough.
    if (++dropped > max_named) continue;
    const std::string name = cut_with_mark(p.key, 200);
    note(properties, name);
    bytes += name.size() + 3;
  }
  if (dropped > max_named)
    note(properties, std::to_string(dropped - max_named) + " more properties");
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
  if (!fits(event, limit)) drop_largest_properties(event, limit);
  if (!fits(event, limit)) cut_values(properties, 500);
  if (!fits(event, limit)) drop_inner_causes(properties, 5);
  if (!fits(event, limit)) drop_outer_frames(properties, 1);
  return fits(event, limit);
}

}  // namespace hedgerow::internal
