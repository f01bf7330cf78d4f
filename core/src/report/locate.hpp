// SPDX-License-Identifier: MIT
/// @file
/// What the dynamic linker knows of an address: the object it lies in and, where it is exported,
/// the function. For frames that no plugin has resolved.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "report/elf_object.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// The place of a capture as a frame, for an exception whose throw nobody saw.
/// @param return_address as __builtin_return_address(0) gives it
frame capture_site(const void* return_address) noexcept;

/// Remembers the places of addresses as long as no object is loaded or unloaded. Not thread-safe.
class frame_locator {
 public:
  /// Completes frames that consist of raw addresses (throw site first): function, module, image,
  /// in_app; turns them round, so that the outermost call is first; and adds the images they lie in
  /// to the report. Frames that are resolved already stay as they are. @throws std::bad_alloc
  void locate(report& r);

 private:
  void locate(frame& f, report& r);

  loaded_objects objects_;
  std::unordered_map<std::uint64_t, frame> known_;
};

/// PostHog's debug id of an ELF object: the first 16 bytes of the GNU build id, the first three
/// parts of the GUID in the other byte order. Empty when `build_id_hex` is no build id.
std::string debug_id_of(std::string_view build_id_hex);

/// Whether code is the application's own: not in a system library, not start-up code.
/// @param object the path of the ELF object
bool is_app_code(std::string_view object, std::string_view function) noexcept;

}  // namespace hedgerow::internal
