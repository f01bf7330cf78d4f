// SPDX-License-Identifier: MIT
#include "report/elf_object.hpp"

#include <elf.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace hedgerow::internal {
namespace {

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

/// Looks for NT_GNU_BUILD_ID in a note segment as it lies in memory.
std::string build_id_in(const unsigned char* note, std::size_t size) {
  while (size >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) head;
    std::memcpy(&head, note, sizeof head);
    const std::size_t name_at = sizeof head;
    const std::size_t text_at = name_at + ((std::size_t{head.n_namesz} + 3) & ~std::size_t{3});
    const std::size_t end = text_at + ((std::size_t{head.n_descsz} + 3) & ~std::size_t{3});
    if (end > size) return {};
    const std::string_view name(reinterpret_cast<const char*>(note + name_at), head.n_namesz);
    if (head.n_type == NT_GNU_BUILD_ID && name == std::string_view("GNU\0", 4))
      return hex(note + text_at, head.n_descsz);
    note += end;
    size -= end;
  }
  return {};
}

std::string program_path() {
  char path[4096];
  const ssize_t n = ::readlink("/proc/self/exe", path, sizeof path);
  return n > 0 ? std::string(path, static_cast<std::size_t>(n)) : std::string();
}

struct search {
  std::uint64_t address;
  std::optional<elf_object> found;
};

bool covers(const dl_phdr_info& info, std::uint64_t address) noexcept {
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    const auto& segment = info.dlpi_phdr[i];
    const std::uint64_t start = info.dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_LOAD && address >= start && address < start + segment.p_memsz)
      return true;
  }
  return false;
}

elf_object describe(const dl_phdr_info& info) {
  elf_object out;
  out.path = info.dlpi_name != nullptr && *info.dlpi_name != '\0' ? info.dlpi_name : program_path();
  std::uint64_t low = ~std::uint64_t{0};
  std::uint64_t high = 0;
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    const auto& segment = info.dlpi_phdr[i];
    if (segment.p_type == PT_LOAD) {
      low = std::min<std::uint64_t>(low, segment.p_vaddr);
      high = std::max<std::uint64_t>(high, segment.p_vaddr + segment.p_memsz);
    } else if (segment.p_type == PT_NOTE && out.build_id.empty()) {
      out.build_id =
          build_id_in(reinterpret_cast<const unsigned char*>(info.dlpi_addr + segment.p_vaddr),
                      segment.p_memsz);
    }
  }
  out.base = info.dlpi_addr + low;
  out.size = high - low;
  return out;
}

/// An exception must not cross the C code of dl_iterate_phdr; out of memory is "not found".
int visit(dl_phdr_info* info, std::size_t, void* context) noexcept {
  auto& wanted = *static_cast<search*>(context);
  if (!covers(*info, wanted.address)) return 0;
  try {
    wanted.found = describe(*info);
  } catch (...) {
    wanted.found.reset();
  }
  return 1;
}

}  // namespace

std::optional<elf_object> object_at(std::uint64_t address) {
  search wanted{address, std::nullopt};
  ::dl_iterate_phdr(visit, &wanted);
  return std::move(wanted.found);
}

}  // namespace hedgerow::internal
