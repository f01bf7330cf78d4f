// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>

#include <dlfcn.h>
#include <sys/auxv.h>
#include <sys/stat.h>

#include "plugin/host.hpp"

namespace hedgerow::internal {

namespace {

bool exists(const std::string& path) noexcept {
  struct stat s {};
  return ::stat(path.c_str(), &s) == 0;
}

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// The folder of the library that this code is in, or of the program when it is linked statically.
std::string own_folder() {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(&default_plugin_dir), &info) == 0 ||
      info.dli_fname == nullptr)
    return {};
  char* const real = ::realpath(info.dli_fname, nullptr);
  if (real == nullptr) return {};
  const std::string path = real;
  std::free(real);
  return parent(path);
}

}  // namespace

std::string default_plugin_dir() {
  const bool privileged = ::getauxval(AT_SECURE) != 0;
  if (const char* dir = ::secure_getenv("HEDGEROW_PLUGIN_DIR"); dir != nullptr && *dir != '\0')
    return dir;
  const std::string here = own_folder();
  const std::string above = parent(here);
  if (!privileged && exists(above + "/CMakeCache.txt") && exists(above + "/plugins"))
    return above + "/plugins";
  // An installed library lies in <libdir>; a program that has it inside lies in <prefix>/bin.
  const std::string installed = HEDGEROW_PLUGIN_INSTALL_DIR;
  if (installed.starts_with('/')) return installed;
  const std::string beside = here + "/hedgerow/plugins/" + std::to_string(HEDGEROW_PLUGIN_ABI);
  const std::string below_prefix = above + '/' + installed;
  return !exists(beside) && exists(below_prefix) ? below_prefix : beside;
}

}  // namespace hedgerow::internal
