// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "loaded_object.hpp"

#include <atomic>
#include <cstring>

#include <elf.h>
#include <sys/mman.h>
#include <unistd.h>

namespace hedgerow::exception_capture {
namespace {

std::uintptr_t page_mask() noexcept {
  static const auto size = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  return ~(size - 1);
}

std::size_t padded(std::size_t size) noexcept {
  return (size + 3) & ~std::size_t{3};
}

std::string hex(const std::uint8_t* bytes, std::size_t count) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

/// The description of the NT_GNU_BUILD_ID note among `size` bytes of notes, as hex.
std::string find_build_id(const std::uint8_t* notes, std::size_t size) {
  for (std::size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes + at, sizeof header);
    const std::size_t name = at + sizeof header;
    const std::size_t description = name + padded(header.n_namesz);
    const std::size_t next = description + padded(header.n_descsz);
    if (next > size) break;
    if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == 4 &&
        std::memcmp(notes + name, "GNU", 4) == 0)
      return hex(notes + description, header.n_descsz);
    at = next;
  }
  return {};
}

}  // namespace

loaded_object::loaded_object(const dl_phdr_info& info) noexcept : info_(info) {
  begin_ = UINTPTR_MAX;
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info.dlpi_phdr[i];
    const std::uintptr_t start = info.dlpi_addr + part.p_vaddr;
    switch (part.p_type) {
    case PT_LOAD:
      if (start < begin_) begin_ = start;
      if (start + part.p_memsz > end_) end_ = start + part.p_memsz;
      break;
    case PT_GNU_RELRO:  // rounded as the dynamic linker does
      relro_begin_ = start & page_mask();
      relro_end_ = (start + part.p_memsz) & page_mask();
      break;
    case PT_DYNAMIC:
      dynamic_ = reinterpret_cast<const ElfW(Dyn)*>(start);
      break;
    case PT_GNU_EH_FRAME:
      eh_frame_header_ = reinterpret_cast<const void*>(start);
      break;
    default:
      break;
    }
  }
  if (begin_ > end_) begin_ = end_;
}

std::string loaded_object::path() const {
  return info_.dlpi_name[0] != '\0' ? info_.dlpi_name : "/proc/self/exe";
}

bool loaded_object::is_vdso() const noexcept {
  return std::strncmp(info_.dlpi_name, "linux-vdso", 10) == 0;
}

std::string loaded_object::build_id() const {
  for (int i = 0; i < info_.dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info_.dlpi_phdr[i];
    if (part.p_type != PT_NOTE || part.p_align > 8) continue;
    const auto* notes = reinterpret_cast<const std::uint8_t*>(info_.dlpi_addr + part.p_vaddr);
    if (std::string id = find_build_id(notes, part.p_memsz); !id.empty()) return id;
  }
  return {};
}

bool loaded_object::replace(void** slot, void* value) const noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(slot);
  bool writable = false;
  for (int i = 0; i < info_.dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info_.dlpi_phdr[i];
    const std::uintptr_t start = info_.dlpi_addr + part.p_vaddr;
    if (part.p_type == PT_LOAD && address - start < part.p_memsz)
      writable = (part.p_flags & PF_W) != 0;
  }
  if (!writable || address % alignof(void*) != 0) return false;
  const bool closed = address >= relro_begin_ && address < relro_end_;
  auto* page = reinterpret_cast<void*>(address & page_mask());
  const std::size_t size = ~page_mask() + 1;
  if (closed && mprotect(page, size, PROT_READ | PROT_WRITE) != 0) return false;
  std::atomic_ref<void*>(*slot).store(value, std::memory_order_release);
  if (closed) mprotect(page, size, PROT_READ);
  return true;
}

std::uint64_t loading_generation() noexcept {
  std::uint64_t generation = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* sum) {
        *static_cast<std::uint64_t*>(sum) = info->dlpi_adds + info->dlpi_subs;
        return 1;
      },
      &generation);
  return generation;
}

}  // namespace hedgerow::exception_capture
