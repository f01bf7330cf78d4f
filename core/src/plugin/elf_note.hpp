// SPDX-License-Identifier: MIT
/// @file
/// Vets a plugin file by reading it, without running any of its code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/refusal.hpp"

namespace hedgerow::internal {

/// What a plugin says of itself in its note (plugin.h, HEDGEROW_PLUGIN_NOTE).
struct plugin_note {
  std::string abi;
  std::string id;
  std::string version;
  std::string license;
  std::string edition;
  std::vector<std::string> provides;
};

/// Reads the note of the ELF file of `size` bytes behind `fd`, and checks that the file is whole
/// and loadable here: an ELF64 shared object for the machine of this process, of which every part
/// that will be mapped is there (a mapping past the end of a file kills the process that reads it).
/// Everything read is bounds-checked; any bytes whatever end in a note or in a refusal.
/// `note` holds what was read also when its content is refused.
std::optional<refusal> read_note(int fd, std::uint64_t size, plugin_note& note);

/// Checks what the note says: the ABI, that the id is `stem`, that something it provides is known.
std::optional<refusal> check_note(const plugin_note& note, std::string_view stem);

/// "<vendor>.<name>" in lower-case letters, digits, '_' and '-'.
bool is_plugin_id(std::string_view id) noexcept;

}  // namespace hedgerow::internal
