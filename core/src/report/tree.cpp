// SPDX-License-Identifier: MIT
#include "report/tree.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace hedgerow::internal {
namespace {

/// Gathers members, then lays them down in the arena.
class map_builder {
 public:
  explicit map_builder(arena& memory) : memory_(memory) {}

  void add(std::string_view key, value v) { members_.push_back({key, v}); }
  void text(std::string_view key, std::string_view text) {
    if (!text.empty()) add(key, value::string(text));
  }
  /// Text that hedgerow made itself: no key rule applies to it.
  void own_text(std::string_view key, std::string_view text) {
    if (text.empty()) return;
    value v = value::string(text);
    v.sensitivity = data_class::safe;
    add(key, v);
  }
  void number(std::string_view key, std::uint64_t n) {
    if (n == 0) return;
    value v = value::unsigned_integer(n);
    v.sensitivity = data_class::safe;
    add(key, v);
  }
  void flag(std::string_view key, bool b) { add(key, value::boolean(b)); }
  void address(std::string_view key, std::uint64_t n) {
    if (n == 0) return;
    char digits[18] = {'0', 'x'};
    const auto end = std::to_chars(digits + 2, digits + sizeof digits, n, 16);
    own_text(key, memory_.copy({digits, static_cast<std::size_t>(end.ptr - digits)}));
  }

  value done() {
    auto out = memory_.make<field>(members_.size());
    std::copy(members_.begin(), members_.end(), out.begin());
    return value::map(out);
  }

 private:
  arena& memory_;
  std::vector<field> members_;
};

template <class T, class Make>
value list_of(const std::vector<T>& items, arena& memory, Make make) {
  auto out = memory.make<value>(items.size());
  std::transform(items.begin(), items.end(), out.begin(),
                 [&](const T& item) { return make(item, memory); });
  return value::list(out);
}

value frame_tree(const frame& f, arena& memory) {
  map_builder map(memory);
  map.text("function", f.function);
  map.text("file", f.file);
  map.text("module", f.module);
  map.number("line", f.line);
  map.number("column", f.column);
  map.flag("in_app", f.in_app);
  map.flag("inline", f.is_inline);
  map.flag("resolved", f.resolved);
  map.flag("synthetic", f.synthetic);
  map.address("instruction_address", f.instruction_address);
  map.address("symbol_address", f.symbol_address);
  map.address("image_address", f.image_address);
  return map.done();
}

value thrown_tree(const thrown& t, arena& memory) {
  map_builder map(memory);
  map.text("type", t.type);
  value text = value::string(t.value);
  if (t.value_size > t.value.size()) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    text.cut = true;
    text.whole_size = static_cast<std::uint32_t>(std::min(t.value_size, most));
  }
  map.add("value", text);
  if (!t.properties.empty()) map.add("properties", value::map(view(t.properties, memory)));
  map.add("frames", list_of(t.frames, memory, frame_tree));
  return map.done();
}

value image_tree(const debug_image& image, arena& memory) {
  map_builder map(memory);
  map.text("code_file", image.code_file);
  map.own_text("code_id", image.code_id);
  map.own_text("debug_id", image.debug_id);
  map.address("image_address", image.image_address);
  map.number("image_size", image.image_size);
  return map.done();
}

}  // namespace

value report_tree(const report& r, arena& memory) {
  map_builder map(memory);
  map.own_text("id", r.id);
  value when = value::integer(r.at_ns);
  when.sensitivity = data_class::safe;
  map.add("timestamp", when);
  map.own_text("level", to_string(r.severity));
  map.flag("handled", r.handled);
  map.own_text("mechanism", r.mechanism);
  map.own_text("source", r.source);
  map.text("distinct_id", r.distinct_id);
  map.text("fingerprint", r.fingerprint);
  map.number("thread_id", r.thread_id);
  map.text("logger", r.logger);
  map.text("event", r.event_name);
  map.add("exceptions", list_of(r.chain, memory, thrown_tree));
  map.add("properties", value::map(view(r.properties, memory)));
  map.add("images", list_of(r.images, memory, image_tree));
  return map.done();
}

}  // namespace hedgerow::internal
