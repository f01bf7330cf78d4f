// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The ELF objects of this process, seen while the dynamic linker keeps them in place.
#pragma once

#include <cstdint>
#include <string>

#include <link.h>

namespace hedgerow::exception_capture {

/// One object; valid during the visit only.
class loaded_object {
 public:
  explicit loaded_object(const dl_phdr_info& info) noexcept;

  std::uintptr_t bias() const noexcept { return info_.dlpi_addr; }
  /// Lowest and one past the highest mapped address.
  std::uintptr_t begin() const noexcept { return begin_; }
  std::uintptr_t end() const noexcept { return end_; }
  bool contains(std::uintptr_t address) const noexcept { return address - begin_ < end_ - begin_; }
  /// Path of the file; of the main program "/proc/self/exe".
  std::string path() const;
  /// Of the object that ld.so made up, which is no file and has no tables to patch.
  bool is_vdso() const noexcept;

  const ElfW(Dyn) * dynamic() const noexcept { return dynamic_; }
  /// Null when the object has no unwind tables.
  const void* eh_frame_header() const noexcept { return eh_frame_header_; }
  /// Hex; empty when there is none.
  std::string build_id() const;

  /// Replaces the pointer at `slot`, which lies in this object, in one store. Opens the page for
  /// writing only if it is one that the dynamic linker closed after relocation (RELRO). False when
  /// the memory may not be written.
  bool replace(void** slot, void* value) const noexcept;

 private:
  const dl_phdr_info& info_;
  std::uintptr_t begin_ = 0;
  std::uintptr_t end_ = 0;
  std::uintptr_t relro_begin_ = 0;
  std::uintptr_t relro_end_ = 0;
  const ElfW(Dyn) * dynamic_ = nullptr;
  const void* eh_frame_header_ = nullptr;
};

/// Calls `visit(const loaded_object&)` for every object, the main program first. The dynamic linker
/// keeps a lock meanwhile: `visit` must not open or close libraries.
template <class Visit>
void each_loaded_object(Visit&& visit) {
  auto* function = &visit;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* argument) {
        (*static_cast<decltype(function)>(argument))(loaded_object(*info));
        return 0;
      },
      const_cast<void*>(static_cast<const void*>(function)));
}

/// Changes whenever an object is loaded or unloaded.
std::uint64_t loading_generation() noexcept;

}  // namespace hedgerow::exception_capture
