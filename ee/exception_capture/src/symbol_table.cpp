// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "symbol_table.hpp"

#include <algorithm>

#include <gelf.h>

#include "function_name.hpp"

namespace hedgerow::exception_capture {

symbol_table::symbol_table(Elf* elf) {
  if (!read(elf, SHT_SYMTAB)) read(elf, SHT_DYNSYM);
  std::stable_sort(symbols_.begin(), symbols_.end(),
                   [](const symbol& a, const symbol& b) { return a.address < b.address; });
}

bool symbol_table::read(Elf* elf, std::uint32_t section_type) {
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section)) != nullptr;) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) == nullptr || header.sh_type != section_type) continue;
    Elf_Data* data = elf_getdata(section, nullptr);
    if (data == nullptr || header.sh_entsize == 0) continue;
    const auto count = static_cast<int>(header.sh_size / header.sh_entsize);
    for (int i = 0; i < count; ++i) {
      GElf_Sym entry;
      if (gelf_getsym(data, i, &entry) == nullptr || entry.st_shndx == SHN_UNDEF) continue;
      const auto type = GELF_ST_TYPE(entry.st_info);
      if (type != STT_FUNC && type != STT_GNU_IFUNC) continue;
      const char* name = elf_strptr(elf, header.sh_link, entry.st_name);
      if (name != nullptr && *name != '\0')
        symbols_.push_back({entry.st_value, entry.st_size, name});
    }
    return !symbols_.empty();
  }
  return false;
}

void symbol_table::name(std::uint64_t address, source_frame& frame) const {
  auto after = std::upper_bound(symbols_.begin(), symbols_.end(), address,
                                [](std::uint64_t a, const symbol& s) { return a < s.address; });
  if (after == symbols_.begin()) return;
  const symbol& found = *--after;
  // Beyond its end lies a function that has no symbol, as a stripped file's local ones.
  if (found.size != 0 && address - found.address >= found.size) return;
  frame.function = function_name(found.name);
  frame.qualified = true;
  if (frame.symbol_address == 0) frame.symbol_address = found.address;
}

}  // namespace hedgerow::exception_capture
