// SPDX-License-Identifier: MIT
#include "plugin/library.hpp"

#include <map>
#include <mutex>
#include <vector>  // Boost 1.74's DLL headers forget it

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>

namespace hedgerow::internal {

namespace {

struct library {
  std::string file;
  snapshot bytes;
  boost::dll::shared_library handle;
};

struct library_table {
  std::mutex turn;
  std::map<std::string, library> by_id;
};

/// Never destroyed: threads of plugins may outlive static destructors.
library_table& libraries() {
  static auto* const table = new library_table;
  return *table;
}

// Boost.DLL knows no "never unmap"; it passes unknown bits on to dlopen.
const auto how_to_load = static_cast<boost::dll::load_mode::type>(
    static_cast<int>(boost::dll::load_mode::rtld_now) |
    static_cast<int>(boost::dll::load_mode::rtld_local) | RTLD_NODELETE);

}  // namespace

std::optional<refusal> load_library(const std::string& id, const std::string& file,
                                    snapshot&& bytes, hedgerow_plugin_entry_v1_fn& entry) {
  library_table& table = libraries();
  const std::lock_guard lock(table.turn);
  auto known = table.by_id.find(id);
  if (known != table.by_id.end() && !same_bytes(known->second.bytes, bytes))
    return refusal{"another_copy", "The process has loaded another version of this plugin before, "
                                   "from " +
                                       known->second.file + ", and a library is never unloaded."};
  if (known == table.by_id.end()) {
    library fresh{file, std::move(bytes), {}};
    try {
      // The overload that throws: the other one loses what the dynamic loader says.
      fresh.handle.load(fresh.bytes.load_path, how_to_load);
    } catch (const std::exception& e) {
      return refusal{"load_failed",
                     "The dynamic loader does not load it: " + std::string(e.what()) + "."};
    }
    known = table.by_id.emplace(id, std::move(fresh)).first;
  }
  if (!known->second.handle.has(HEDGEROW_PLUGIN_ENTRY_V1))
    return refusal{"no_entry", "The library does not export " HEDGEROW_PLUGIN_ENTRY_V1 "."};
  entry = &known->second.handle.get<const hedgerow_plugin_v1*(const hedgerow_host_v1*)>(
      HEDGEROW_PLUGIN_ENTRY_V1);
  return std::nullopt;
}

std::string plugin_file_of(const std::string& load_path) {
  library_table& table = libraries();
  const std::lock_guard lock(table.turn);
  for (const auto& [id, l] : table.by_id)
    if (l.bytes.load_path == load_path) return l.file;
  return {};
}

}  // namespace hedgerow::internal
