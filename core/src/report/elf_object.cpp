// SPDX-License-Identifier: MIT
#include "report/elf_object.hpp"

#include <elf.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
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

elf_object describe(const dl_phdr_info& info) {
  elf_object out;
  out.path = info.dlpi_name != nullptr && *info.dlpi_name != '\0' ? info.dlpi_name : program_path();
  std::uint64_t low = ~std::uint64_t{0};
  std::uint64_t high = 0;
  for (int i = 0; i < info.dlpi_phnum; ++i) {
    const auto& segment = info.dlpi_phdr[i];
    if (segment.p_type == PT_LOAD) {
      const std::uint64_t start = info.dlpi_addr + segment.p_vaddr;
      out.segments.emplace_back(start, start + segment.p_memsz);
      low = std::min<std::uint64_t>(low, segment.p_vaddr);
      high = std::max<std::uint64_t>(high, segment.p_vaddr + segment.p_memsz);
    } else if (segment.p_type == PT_NOTE && out.build_id.empty()) {
      out.build_id =
          build_id_in(reinterpret_cast<const unsigned char*>(info.dlpi_addr + segment.p_vaddr),
                      segment.p_memsz);
    }
  }
  out.base = info.dlpi_addr + low;
  out.bias = info.dlpi_addr;
  out.size = high - low;
  return out;
}

std::uint64_t generation_of(const dl_phdr_info& info) noexcept {
  return info.dlpi_adds + info.dlpi_subs;
}

int first_generation(dl_phdr_info* info, std::size_t, void* context) noexcept {
  *static_cast<std::uint64_t*>(context) = generation_of(*info);
  return 1;
}

struct gathering {
  std::vector<elf_object> objects;
  std::uint64_t generation = 0;
  bool failed = false;
};

/// An exception must not cross the C code of dl_iterate_phdr.
int gather(dl_phdr_info* info, std::size_t, void* context) noexcept {
  auto& all = *static_cast<gathering*>(context);
  try {
    all.generation = generation_of(*info);
    all.objects.push_back(describe(*info));
  } catch (...) {
    all.failed = true;
  }
  return all.failed ? 1 : 0;
}

bool covers(const elf_object& object, std::uint64_t address) noexcept {
  return std::any_of(object.segments.begin(), object.segments.end(), [&](const auto& segment) {
    return address >= segment.first && address < segment.second;
  });
}

}  // namespace

bool loaded_objects::refresh() {
  std::uint64_t now = 0;
  ::dl_iterate_phdr(first_generation, &now);
  if (now == generation_ && !objects_.empty()) return false;
  gathering all;
  ::dl_iterate_phdr(gather, &all);
  if (all.failed) throw std::bad_alloc();
  objects_ = std::move(all.objects);
  generation_ = all.generation;
  return true;
}

const elf_object* loaded_objects::at(std::uint64_t address) const noexcept {
  for (const elf_object& object : objects_)
    if (covers(object, address)) return &object;
  return nullptr;
}

}  // namespace hedgerow::internal
