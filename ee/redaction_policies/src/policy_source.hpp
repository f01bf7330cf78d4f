// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The policies that a process was told to use, and whether their files have changed.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <vector>

#include "policy.hpp"
#include "problem.hpp"

namespace hedgerow::policies {

/// Looks at files without opening them: a file that was written or replaced is another one.
class file_stamps {
 public:
  file_stamps() = default;
  explicit file_stamps(const std::vector<std::string>& files);
  bool operator==(const file_stamps&) const = default;

 private:
  struct stamp {
    bool there = false;
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;  ///< mode and owner as well
    bool operator==(const stamp&) const = default;
  };
  std::vector<stamp> stamps_;
};

/// One thread at a time.
class policy_source {
 public:
  policy_source() = default;
  /// @param names of packs and paths of files; a relative path is taken from where the process is
  /// now
  explicit policy_source(const std::vector<std::string>& names);

  struct reading {
    std::vector<policy> policies;  ///< to be used only when there are no problems
    std::vector<problem> problems;
  };
  /// Reads all again.
  reading read();
  /// Whether any file, a key file included, is another one than read() found.
  bool has_changed() const;
  bool has_files() const noexcept { return !files_.empty(); }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> files_;  ///< policies and keys
  file_stamps read_;
};

/// The first problem, and how many more there are.
std::string summary_of(const std::vector<problem>& problems);

}  // namespace hedgerow::policies
