// SPDX-License-Identifier: MIT
#include "report/thrown_value.hpp"

#include <cxxabi.h>

#include <charconv>
#include <filesystem>
#include <future>
#include <ios>
#include <string_view>
#include <system_error>

#include "report/thrown_type.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

thrown_text bounded(std::string_view text) {
  // Making it valid never shortens a text, so that what is beyond the limit need not be looked at;
  // three bytes more than the limit keep a character there whole.
  constexpr std::size_t looked_at = max_value_bytes + 3;
  std::string kept = valid_utf8(text.substr(0, looked_at));
  const std::size_t room = utf8_prefix(kept, max_value_bytes).size();
  const bool cut = text.size() > looked_at || kept.size() > room;
  kept.resize(room);
  return {std::move(kept), cut ? text.size() : 0};
}

thrown_text bounded(const char* text) {
  return bounded(text != nullptr ? std::string_view(text) : std::string_view());
}

thrown_text pointed_to(const char* text) {
  return text != nullptr ? bounded(text) : thrown_text{"<null>", 0};
}

template <class T>
bool number(const thrown_object& object, std::string& out) {
  const T* value = object.as<T>();
  if (value == nullptr) return false;
  char digits[64];
  const auto end = std::to_chars(digits, digits + sizeof digits, *value);
  out.assign(digits, end.ptr);
  return true;
}

template <class... T>
bool any_number(const thrown_object& object, std::string& out) {
  return (number<T>(object, out) || ...);
}

std::optional<std::string> scalar(const thrown_object& object) {
  if (const bool* b = object.as<bool>()) return *b ? "true" : "false";
  if (const char* c = object.as<char>()) return valid_utf8({c, 1});
  std::string digits;
  if (any_number<int, unsigned, long, unsigned long, long long, unsigned long long, short,
                 unsigned short, signed char, unsigned char, float, double, long double>(object,
                                                                                         digits))
    return digits;
  return std::nullopt;
}

/// The code in an exception, or the one that was itself thrown.
std::optional<std::error_condition> condition_of(const thrown_object& object) {
  if (const auto* c = object.as<std::error_condition>()) return *c;
  if (const auto* e = object.as<std::errc>()) return std::make_error_condition(*e);
  return std::nullopt;
}

std::optional<std::error_code> code_of(const thrown_object& object) {
  if (const auto* e = object.as<std::system_error>()) return e->code();
  if (const auto* e = object.as<std::future_error>()) return e->code();
  if (const auto* c = object.as<std::error_code>()) return *c;
  return std::nullopt;
}

thrown_text text_or_throw(const thrown_object& object) {
  if (const auto* e = object.as<std::exception>()) return bounded(e->what());
  if (const auto p = object.as<const std::exception*>())
    return *p != nullptr ? bounded((*p)->what()) : thrown_text{"<null>", 0};
  if (const auto p = object.as<const char*>()) return pointed_to(*p);
  if (const auto* s = object.as<std::string>()) return bounded(*s);
  if (const auto* s = object.as<std::string_view>()) return bounded(*s);
  if (auto text = scalar(object)) return {std::move(*text), 0};
  if (const auto code = code_of(object)) return bounded(code->message());
  if (const auto condition = condition_of(object)) return bounded(condition->message());
  return {"<no text>", 0};
}

template <class Code>
void add_code(std::vector<owned_field>& out, const Code& code) {
  out.push_back({"error_code", owned_value(std::int64_t{code.value()})});
  out.push_back({"error_category", owned_value(valid_utf8(code.category().name()))});
  out.push_back(
      {"error_message", owned_value(cut_with_mark(valid_utf8(code.message()), max_value_bytes))});
}

void add_path(std::vector<owned_field>& out, const char* key, const std::filesystem::path& path) {
  if (path.empty()) return;
  out.push_back({key, owned_value(cut_with_mark(valid_utf8(path.native()), max_value_bytes))});
}

}  // namespace

thrown_text text_of(const thrown_object& object) {
  try {
    return text_or_throw(object);
  } catch (...) {
    const std::type_info* what_threw = abi::__cxa_current_exception_type();
    return {"<what() threw " + (what_threw != nullptr ? type_name(*what_threw) : "something") + ">",
            0};
  }
}

std::vector<owned_field> properties_of(const thrown_object& object) {
  std::vector<owned_field> out;
  try {
    if (const auto code = code_of(object)) add_code(out, *code);
    if (const auto condition = condition_of(object)) add_code(out, *condition);
    if (const auto* e = object.as<std::filesystem::filesystem_error>()) {
      add_path(out, "path1", e->path1());
      add_path(out, "path2", e->path2());
    }
  } catch (...) {
    // A user's error category may throw; the exception's type and text are still of use.
    out.clear();
  }
  return out;
}

}  // namespace hedgerow::internal
