// SPDX-License-Identifier: MIT
#include "deliver/exception_list.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "report/thrown_type.hpp"
#include "report/thrown_value.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::size_t max_frames = 64;
#if defined(__x86_64__)
constexpr const char* arch = "x86_64";
#elif defined(__aarch64__)
constexpr const char* arch = "arm64";
#else
constexpr const char* arch = "unknown";
#endif

bool is_true(const value& v) noexcept {
  return v.type == kind::boolean && v.as_bool();
}

bool is_hex(std::string_view text) noexcept {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "0x55e07d9ca1f1". A malformed address would break the event for PostHog.
bool is_address(std::string_view text) noexcept {
  return text.substr(0, 2) == "0x" && is_hex(text.substr(2));
}

bool is_debug_id(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text.substr(i, 1))) return false;
  }
  return true;
}

bool is_usable(const value& image) noexcept {
  return is_debug_id(text_member(image, "debug_id")) &&
         is_address(text_member(image, "image_address"));
}

/// Load addresses of the images that PostHog can look symbols up in.
std::set<std::string_view> known_images(const value& report) {
  std::set<std::string_view> out;
  const value images = member_of(report, "images");
  if (images.type != kind::list) return out;
  for (const value& image : images.as_list())
    if (is_usable(image)) out.insert(text_member(image, "image_address"));
  return out;
}

void put_text(json& out, const char* name, std::string_view text) {
  if (!text.empty()) out[name] = std::string(text);
}

void put_number(json& out, const char* name, const value& v) {
  if (v.type == kind::unsigned_integer && v.as_unsigned() != 0 &&
      v.as_unsigned() <= std::numeric_limits<std::uint32_t>::max())
    out[name] = v.as_unsigned();
}

json frame_json(const value& frame, const std::set<std::string_view>& images) {
  json out = {{"platform", "native"}, {"lang", "cpp"}};
  const auto image = text_member(frame, "image_address");
  const auto instruction = text_member(frame, "instruction_address");
  if (images.count(image) != 0 && is_address(instruction)) {
    out["instruction_addr"] = std::string(instruction);
    out["image_addr"] = std::string(image);
    const auto symbol = text_member(frame, "symbol_address");
    if (is_address(symbol)) out["symbol_addr"] = std::string(symbol);
  }
  const auto function = text_member(frame, "function");
  const auto module = text_member(frame, "module");
  const auto file = text_member(frame, "file");
  put_text(out, "module", module);
  put_text(out, "function", function);
  // Without a file name PostHog groups by the load address, which differs from run to run.
  put_text(out, "filename", !file.empty() ? file : module);
  put_number(out, "lineno", member_of(frame, "line"));
  put_number(out, "colno", member_of(frame, "column"));
  out["in_app"] = is_true(member_of(frame, "in_app"));
  out["synthetic"] = is_true(member_of(frame, "synthetic"));
  out["client_resolved"] = is_true(member_of(frame, "resolved")) || !function.empty();
  if (is_true(member_of(frame, "inline"))) out["inline"] = true;
  return out;
}

/// The last `max_frames`: those nearest to the throw. A group of inlined frames stays with the
/// physical frame it begins with.
std::span<const value> nearest_frames(std::span<const value> frames) {
  if (frames.size() <= max_frames) return frames;
  std::size_t first = frames.size() - max_frames;
  while (first < frames.size() && is_true(member_of(frames[first], "inline")))
    ++first;
  return frames.subspan(first);
}

json stack_json(const value& exception, const std::set<std::string_view>& images) {
  // An empty stack is said as such: PostHog then keeps the message out of the fingerprint.
  json frames = json::array();
  const value list = member_of(exception, "frames");
  if (list.type == kind::list)
    for (const value& frame : nearest_frames(list.as_list()))
      frames.push_back(frame_json(frame, images));
  return {{"type", "raw"}, {"frames", std::move(frames)}};
}

bool is_synthetic(const value& exception) noexcept {
  const value list = member_of(exception, "frames");
  return list.type == kind::list &&
         std::any_of(list.as_list().begin(), list.as_list().end(),
                     [](const value& f) { return is_true(member_of(f, "synthetic")); });
}

json mechanism_json(const value& report, const value& exception, std::size_t index, bool handled) {
  json out = json::object();
  if (index == 0) {
    const auto type = text_member(report, "mechanism");
    out["type"] = type.empty() || has_mark(type) ? "generic" : std::string(type);
    out["handled"] = handled;
  } else {
    out["type"] = "chained";
    out["source"] = "cause";
  }
  out["synthetic"] = is_synthetic(exception);
  out["exception_id"] = index;
  if (index > 0) out["parent_id"] = index - 1;
  return out;
}

std::span<const value> exceptions_of(const value& report) noexcept {
  const value list = member_of(report, "exceptions");
  return list.type == kind::list ? list.as_list() : std::span<const value>();
}

}  // namespace

value member_of(const value& map, std::string_view key) noexcept {
  if (map.type != kind::map) return value::null();
  for (const field& f : map.as_map())
    if (f.key == key) return f.val;
  return value::null();
}

std::string_view text_member(const value& map, std::string_view key) noexcept {
  const value v = member_of(map, key);
  return v.type == kind::string ? v.as_text() : std::string_view();
}

bool has_mark(std::string_view text) noexcept {
  return text.find("[withheld]") != std::string_view::npos ||
         text.find("[redacted") != std::string_view::npos;
}

json exception_list(const value& report, bool handled, std::uint64_t thread_id) {
  const auto images = known_images(report);
  auto exceptions = exceptions_of(report);
  const value unknown = value::map({});
  if (exceptions.empty()) exceptions = {&unknown, 1};
  json out = json::array();
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const auto type = text_member(exceptions[i], "type");
    json entry = json::object();
    entry["type"] = type.empty() ? "exception" : cut_with_mark(type, max_type_bytes);
    entry["value"] = cut_with_mark(text_member(exceptions[i], "value"), max_value_bytes);
    if (thread_id != 0 && thread_id <= std::numeric_limits<std::int32_t>::max())
      entry["thread_id"] = thread_id;
    entry["mechanism"] = mechanism_json(report, exceptions[i], i, handled);
    entry["stacktrace"] = stack_json(exceptions[i], images);
    out.push_back(std::move(entry));
  }
  return out;
}

json debug_images(const value& report) {
  std::set<std::string_view> wanted;
  for (const value& exception : exceptions_of(report)) {
    const value frames = member_of(exception, "frames");
    if (frames.type != kind::list) continue;
    for (const value& frame : nearest_frames(frames.as_list()))
      wanted.insert(text_member(frame, "image_address"));
  }
  json out = json::array();
  const value images = member_of(report, "images");
  if (images.type != kind::list) return out;
  for (const value& image : images.as_list()) {
    if (!is_usable(image) || wanted.erase(text_member(image, "image_address")) == 0) continue;
    json entry = {{"type", "elf"}, {"debug_id", std::string(text_member(image, "debug_id"))}};
    put_text(entry, "code_id", text_member(image, "code_id"));
    entry["image_addr"] = std::string(text_member(image, "image_address"));
    const value size = member_of(image, "image_size");
    if (size.type == kind::unsigned_integer) entry["image_size"] = size.as_unsigned();
    put_text(entry, "code_file", text_member(image, "code_file"));
    entry["arch"] = arch;
    out.push_back(std::move(entry));
  }
  return out;
}

json exception_details(const value& report) {
  json out = json::array();
  const auto exceptions = exceptions_of(report);
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const value properties = member_of(exceptions[i], "properties");
    if (properties.type != kind::map || properties.as_map().empty()) continue;
    json entry = {{"exception", i}};
    entry.update(json_of(properties));
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace hedgerow::internal
