// SPDX-License-Identifier: MIT
#include "report/thrown_type.hpp"

#include <cxxabi.h>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

std::optional<std::string> demangled(const char* mangled) {
  int outcome = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(mangled, nullptr, nullptr, &outcome), std::free);
  if (outcome != 0 || !name) return std::nullopt;
  return name.get();
}

/// The name of a template without its arguments: libstdc++ demangles no name longer than 1,024
/// bytes. Reads `[N] (St | <length><name>)* I` of the Itanium ABI.
std::optional<std::string> template_name(std::string_view mangled) {
  const bool nested = !mangled.empty() && mangled[0] == 'N';
  std::size_t at = nested ? 1 : 0;
  while (at < mangled.size() && mangled[at] != 'I') {
    if (mangled.substr(at, 2) == "St") {
      at += 2;
      continue;
    }
    std::size_t length = 0;
    const char* begin = mangled.data() + at;
    const auto [end, error] = std::from_chars(begin, mangled.data() + mangled.size(), length);
    if (error != std::errc()) return std::nullopt;
    at += static_cast<std::size_t>(end - begin) + length;
  }
  if (at >= mangled.size()) return std::nullopt;
  return demangled((std::string(mangled.substr(0, at)) + (nested ? "E" : "")).c_str());
}

std::string readable(const char* mangled) {
  if (auto name = demangled(mangled)) return std::move(*name);
  if (auto name = template_name(mangled))
    return *name + "<" + cut_mark_of(std::string_view(mangled).size());
  return mangled;
}

void unwrap_nested(std::string& name) {
  constexpr std::string_view wrapper = "std::_Nested_exception<";
  if (name.rfind(wrapper, 0) != 0 || name.back() != '>') return;
  name.erase(0, wrapper.size());
  name.pop_back();
  while (!name.empty() && name.back() == ' ')
    name.pop_back();
}

}  // namespace

std::string type_name(const std::type_info& type) {
  std::string name = readable(type.name());
  replace_all(name, "__cxx11::", "");
  replace_all(name, "[abi:cxx11]", "");
  replace_all(name, "std::basic_string<char, std::char_traits<char>, std::allocator<char> >",
              "std::string");
  replace_all(name, "std::basic_string_view<char, std::char_traits<char> >", "std::string_view");
  // What the library throws in place of std::ios_base::failure, for two ABIs at once.
  replace_all(name, "std::__ios_failure", "std::ios_base::failure");
  unwrap_nested(name);
  return cut_with_mark(valid_utf8(name), max_type_bytes);
}

}  // namespace hedgerow::internal
