// SPDX-License-Identifier: MIT
/// @file
/// The bytes of a plugin file as they were when it was opened: what is vetted is what is loaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plugin/refusal.hpp"
#include "plugin/unique_fd.hpp"

namespace hedgerow::internal {

/// A sealed copy in memory that nobody can change, so that neither an exchange of the file between
/// vetting and loading nor `cp` over a plugin in use reaches this process.
///
/// The copy is loaded as /proc/<pid>/fd/<number>: with the number of the process instead of "self",
/// debuggers and profilers find it too, and the descriptor stays open, so that no second library
/// ever gets the same name. Reports show the name of the plugin file all the same (enrich.cpp).
///
/// Where the system allows no executable memory files (vm.memfd_noexec=2), or has none, the file
/// itself is loaded by its path: its folder is one that only root and the user can write to, and
/// what remains open is that these two change the file in the moment between. noexec file systems
/// are refused before, in either case.
struct snapshot {
  unique_fd fd;
  std::uint64_t size = 0;
  std::string load_path;
  bool sealed = false;
};

/// Copies the `size` bytes of `file`. `name` shows in /proc/<pid>/maps; `path` is the file's own.
std::optional<refusal> take_snapshot(unique_fd file, std::uint64_t size, const std::string& name,
                                     const std::string& path, snapshot& result);

/// Whether both hold the same bytes.
bool same_bytes(const snapshot& a, const snapshot& b);

}  // namespace hedgerow::internal
