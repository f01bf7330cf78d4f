// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "in_app.hpp"

#include <algorithm>
#include <array>

namespace hedgerow::exception_capture {
namespace {

using list = std::initializer_list<std::string_view>;

bool begins_with_any(std::string_view text, list prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [text](std::string_view prefix) { return text.starts_with(prefix); });
}

bool is_system_object(std::string_view file) {
  if (begins_with_any(file, {"/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"})) return true;
  const std::string_view name = file.substr(file.rfind('/') + 1);
  return begins_with_any(name, {"libstdc++.so", "libgcc_s.so", "libc.so", "libc++.so",
                                "libc++abi.so", "libm.so", "libpthread.so", "ld-linux",
                                "libasan.so", "libtsan.so", "libubsan.so"});
}

bool is_system_source(std::string_view file) {
  return begins_with_any(file, {"/usr/include/", "/usr/lib/", "/usr/local/include/c++/"}) ||
         file.find("/libstdc++-v3/") != std::string_view::npos ||
         file.find("/libgcc/") != std::string_view::npos;
}

bool is_runtime_function(std::string_view function) {
  return function == "_start" || function == "__clone3" || function == "_init" ||
         begins_with_any(function, {"std::", "__gnu_cxx::", "__cxxabiv1::", "__cxa_", "_Unwind_",
                                    "operator new", "operator delete", "__libc_", "__interceptor_",
                                    "___interceptor_", "__asan_", "__tsan_", "__ubsan_"});
}

}  // namespace

bool is_in_app(const source_frame& frame, std::string_view object_file) {
  if (object_file.empty() || is_system_object(object_file)) return false;
  return frame.file.empty() ? !is_runtime_function(frame.function) : !is_system_source(frame.file);
}

}  // namespace hedgerow::exception_capture
