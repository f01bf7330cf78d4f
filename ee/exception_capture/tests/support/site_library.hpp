// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A build of programs/sites.cpp, open while this lives.
#pragma once

#include <stdexcept>
#include <string>

#include <dlfcn.h>

namespace capture_test {

class site_library {
 public:
  explicit site_library(const std::string& name)
      : file(CAPTURE_PROGRAMS "/" + name + ".so"), handle_(dlopen(file.c_str(), RTLD_NOW)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
  }
  ~site_library() { close(); }
  site_library(const site_library&) = delete;
  site_library& operator=(const site_library&) = delete;

  void close() {
    if (handle_ != nullptr) dlclose(handle_);
    handle_ = nullptr;
  }
  void* symbol(const char* name) const { return dlsym(handle_, name); }
  /// Calls an exported function with a value that makes it throw.
  void raise_in(const char* function) const {
    reinterpret_cast<int (*)(int)>(symbol(function))(-1);
  }

  const std::string file;

 private:
  void* handle_;
};

}  // namespace capture_test
