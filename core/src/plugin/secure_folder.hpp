// SPDX-License-Identifier: MIT
/// @file
/// Opens the plugin folder and the files in it, when only root and the user who runs the program
/// can have put them there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plugin/refusal.hpp"
#include "plugin/unique_fd.hpp"

namespace hedgerow::internal {

/// An open plugin folder.
struct secure_folder {
  unique_fd fd;
  std::string path;  ///< without symbolic links
};

/// Opens `path`, walking it component by component on descriptors, so that nobody can exchange a
/// part of it on the way. Refused are: a path that is not absolute; a folder that belongs to
/// somebody else than root or the effective user, or that group or others may write to; a way
/// through a folder that everybody may write to, unless it is sticky; a file system mounted noexec.
std::optional<refusal> open_folder(const std::string& path, secure_folder& folder);

/// Opens a file of the folder by name, with the same rules for its owner and mode; never follows a
/// symbolic link, never blocks on what is not a file. A regular file that is refused is open all
/// the same, so that its note can be shown.
std::optional<refusal> open_file(const secure_folder& folder, const std::string& name,
                                 unique_fd& file, std::uint64_t& size);

/// The names of all entries that end in ".so", sorted.
std::vector<std::string> names_of_plugins(const secure_folder& folder);

}  // namespace hedgerow::internal
