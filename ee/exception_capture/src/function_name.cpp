// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "function_name.hpp"

#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>

#include <cxxabi.h>

namespace hedgerow::exception_capture {
namespace {

struct freed {
  void operator()(char* text) const noexcept { std::free(text); }
};

/// The length of `symbol` without ".cold", ".part.3", ".isra.0.cold" and the like.
std::size_t length_of_original(std::string_view symbol) {
  constexpr std::array<std::string_view, 6> suffixes{".cold",       ".part.",     ".isra.",
                                                     ".constprop.", ".lto_priv.", ".llvm."};
  std::size_t length = symbol.size();
  for (std::string_view suffix : suffixes)
    if (const std::size_t at = symbol.find(suffix); at != 0 && at < length) length = at;
  return length;
}

}  // namespace

std::string function_name(const char* symbol) {
  const std::string original(symbol, length_of_original(symbol));
  int status = 0;
  const std::unique_ptr<char, freed> demangled(
      abi::__cxa_demangle(original.c_str(), nullptr, nullptr, &status));
  return status == 0 && original.starts_with("_Z") ? demangled.get() : original;
}

bool is_throw_machinery(const std::string& function) {
  std::string_view name = function;
  name = name.substr(0, name.find('('));
  for (std::string_view prefix : {"___interceptor_", "__interceptor_", "__cxxabiv1::"})
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  return name == "__cxa_throw" || name == "__cxa_rethrow" || name == "_Unwind_RaiseException" ||
         name == "_Unwind_Resume_or_Rethrow" || name == "std::rethrow_exception";
}

}  // namespace hedgerow::exception_capture
