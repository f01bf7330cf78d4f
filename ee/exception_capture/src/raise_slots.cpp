// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "raise_slots.hpp"

#include <cstring>
#include <span>

#include <elf.h>

namespace hedgerow::exception_capture {
namespace {

/// The parts of a dynamic section that symbols and relocations are found by.
struct dynamic_tables {
  const ElfW(Sym) * symbols = nullptr;
  const char* strings = nullptr;
  std::span<const ElfW(Rela)> plt;
  std::span<const ElfW(Rela)> others;
};

dynamic_tables read_dynamic(const loaded_object& object) noexcept {
  // glibc has turned the addresses of most objects into absolute ones, of some it has not.
  const auto at = [&](ElfW(Addr) address) {
    return address < object.bias() ? object.bias() + address : address;
  };
  dynamic_tables tables;
  const ElfW(Rela)* plt = nullptr;
  const ElfW(Rela)* others = nullptr;
  std::size_t plt_size = 0;
  std::size_t others_size = 0;
  for (const ElfW(Dyn)* d = object.dynamic(); d->d_tag != DT_NULL; ++d) {
    switch (d->d_tag) {
    case DT_SYMTAB:
      tables.symbols = reinterpret_cast<const ElfW(Sym)*>(at(d->d_un.d_ptr));
      break;
    case DT_STRTAB:
      tables.strings = reinterpret_cast<const char*>(at(d->d_un.d_ptr));
      break;
    case DT_JMPREL:
      plt = reinterpret_cast<const ElfW(Rela)*>(at(d->d_un.d_ptr));
      break;
    case DT_PLTRELSZ:
      plt_size = d->d_un.d_val / sizeof *plt;
      break;
    case DT_RELA:
      others = reinterpret_cast<const ElfW(Rela)*>(at(d->d_un.d_ptr));
      break;
    case DT_RELASZ:
      others_size = d->d_un.d_val / sizeof *others;
      break;
    default:
      break;
    }
  }
  if (plt != nullptr) tables.plt = {plt, plt_size};
  if (others != nullptr) tables.others = {others, others_size};
  return tables;
}

}  // namespace

raise_slot find_raise_slot(const loaded_object& object) noexcept {
  raise_slot found;
  if (object.dynamic() == nullptr) return found;
  const dynamic_tables tables = read_dynamic(object);
  if (tables.symbols == nullptr || tables.strings == nullptr) return found;
  for (const auto& table : {tables.plt, tables.others}) {
    for (const ElfW(Rela) & relocation : table) {
      const auto type = ELF64_R_TYPE(relocation.r_info);
      if (type != R_X86_64_JUMP_SLOT && type != R_X86_64_GLOB_DAT) continue;
      const auto index = ELF64_R_SYM(relocation.r_info);
      const char* name = tables.strings + tables.symbols[index].st_name;
      if (std::strcmp(name, "__cxa_throw") == 0) found.imports_throw = true;
      if (std::strcmp(name, "_Unwind_RaiseException") == 0)
        found.slot = reinterpret_cast<void**>(object.bias() + relocation.r_offset);
    }
  }
  return found;
}

}  // namespace hedgerow::exception_capture
