// SPDX-License-Identifier: MIT
/// @file
/// A plugin folder of a test's own, and short texts of what a host says about it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "plugin/host.hpp"
#include "support/temporary_folder.hpp"

namespace hedgerow::test {

class plugin_folder {
 public:
  std::string path() const { return folder_.path().string(); }

  /// Copies a plugin of tests/plugins by its id, also under another name.
  std::string add(const std::string& id, const std::string& as = {}) const {
    return copy(std::string(HEDGEROW_TEST_PLUGINS) + "/" + id + ".so", as.empty() ? id : as);
  }
  /// Copies a plugin of plugins/.
  std::string add_real(const std::string& id) const {
    return copy(std::string(HEDGEROW_BUILT_PLUGINS) + "/" + id + ".so", id);
  }
  std::string write(const std::string& name, std::string_view bytes) const {
    const std::string file = folder_.write(name, bytes);
    ::chmod(file.c_str(), 0644);
    return file;
  }
  static std::string bytes_of(const std::string& id) {
    return read_file(std::string(HEDGEROW_TEST_PLUGINS) + "/" + id + ".so");
  }

 private:
  std::string copy(const std::string& from, const std::string& stem) const {
    const auto to = folder_.path() / (stem + ".so");
    std::filesystem::copy_file(from, to);
    ::chmod(to.c_str(), 0755);
    return to.string();
  }
  temporary_folder folder_;
};

/// "<id> <state> <reason>" of each, in order.
inline std::vector<std::string> states(const internal::plugin_host& host) {
  std::vector<std::string> all;
  for (const internal::plugin_info& p : host.plugins())
    all.push_back(p.id + " " + std::string(to_string(p.state)) +
                  (p.reason.empty() ? "" : " " + p.reason));
  return all;
}

using lines = std::vector<std::string>;

}  // namespace hedgerow::test
