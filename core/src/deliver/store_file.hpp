// SPDX-License-Identifier: MIT
/// @file
/// The store as a file: where it lies, that nobody else can read it, that it is still there.
#pragma once

#include <sys/stat.h>

#include <string>

#include <hedgerow/status.hpp>

namespace hedgerow::internal {

/// $XDG_STATE_HOME, else ~/.local/state, and hedgerow/reports.db below it. Empty when neither is
/// known.
std::string default_store_file();

/// Makes sure that `path` is a regular file of this user that nobody else can read: creates folders
/// (0700) and an empty file (0600) where there is none, and takes the rights of others away.
/// Refuses a symbolic link.
status prepare_store_file(const std::string& path);

/// For who only reads: whether `path` leads to a regular file; nothing is created or changed.
status find_store_file(const std::string& path);

/// Which file a path leads to, to notice when it was deleted or replaced.
struct file_identity {
  dev_t device = 0;
  ino_t inode = 0;
  friend bool operator==(const file_identity&, const file_identity&) = default;
};
/// Zeroes when there is none.
file_identity identity_of(const std::string& path) noexcept;

}  // namespace hedgerow::internal
