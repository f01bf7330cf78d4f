// SPDX-License-Identifier: MIT
// Opens a module, lets it log, closes it at once and replaces its file by another, many times.
// usage: closes_modules CONFIG_JSON TIMES EVENTS FIRST SECOND PLACE
#include <dlfcn.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include <hedgerow/hedgerow.hpp>

namespace fs = std::filesystem;

namespace {

/// Puts a copy of `module` where the last one was. An open file is not written into: that would
/// change what is mapped of it.
void put(const fs::path& module, const fs::path& place) {
  fs::path beside = place;
  beside += ".new";
  fs::copy_file(module, beside, fs::copy_options::overwrite_existing);
  fs::rename(beside, place);
}

}  // namespace

int main(int, char** argv) {
  const int times = std::stoi(argv[2]);
  const int events = std::stoi(argv[3]);
  const char* place = argv[6];
  const bool before_init = std::string(argv[1]).empty();
  if (!before_init && !hedgerow::init({.config_json = argv[1]})) return 1;
  for (int i = 0; i < times; ++i) {
    put(argv[4 + i % 2], place);
    void* module = dlopen(place, RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
      std::puts(dlerror());
      return 2;
    }
    reinterpret_cast<void (*)(int, int)>(dlsym(module, "log_events"))(i * events, events);
    dlclose(module);
    if (dlopen(place, RTLD_NOW | RTLD_NOLOAD) != nullptr) return 3;  // it was not unmapped
  }
  if (before_init && !hedgerow::init({.config_json = R"({"sinks": [{"type": "stderr"}]})"}))
    return 1;
  hedgerow::shutdown();
  if (before_init) std::printf("lost %d\n", static_cast<int>(hedgerow::stats().lost.before_init));
}
