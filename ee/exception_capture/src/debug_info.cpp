// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "debug_info.hpp"

#include <algorithm>
#include <filesystem>

#include <dwarf.h>

#include "function_name.hpp"

namespace hedgerow::exception_capture {
namespace {

/// Calls `visit(Dwarf_Die*)` for the children of an entry until it returns true.
template <class Visit>
bool any_child(Dwarf_Die* parent, Visit&& visit) {
  Dwarf_Die child;
  if (dwarf_child(parent, &child) != 0) return false;
  do {
    if (visit(&child)) return true;
  } while (dwarf_siblingof(&child, &child) == 0);
  return false;
}

void set_name(Dwarf_Die* entry, source_frame& frame) {
  Dwarf_Attribute attribute;
  for (unsigned kind : {DW_AT_linkage_name, DW_AT_MIPS_linkage_name}) {
    if (const char* name = dwarf_formstring(dwarf_attr_integrate(entry, kind, &attribute))) {
      frame.function = function_name(name);
      frame.qualified = true;
      return;
    }
  }
  if (const char* plain = dwarf_diename(entry)) frame.function = plain;
}

std::string clean_path(const char* path) {
  return path == nullptr ? std::string() : std::filesystem::path(path).lexically_normal().string();
}

std::uint32_t number(Dwarf_Die* entry, unsigned kind) {
  Dwarf_Attribute attribute;
  Dwarf_Word value = 0;
  dwarf_formudata(dwarf_attr(entry, kind, &attribute), &value);
  return static_cast<std::uint32_t>(value);
}

/// Appends the calls inlined in `parent` at `address`, outermost first.
bool add_inlined(Dwarf_Die* parent, Dwarf_Addr address, std::vector<Dwarf_Die>& to) {
  return any_child(parent, [&](Dwarf_Die* child) {
    const int tag = dwarf_tag(child);
    if (tag == DW_TAG_inlined_subroutine && dwarf_haspc(child, address) == 1) {
      to.push_back(*child);
      add_inlined(child, address, to);
      return true;
    }
    if (tag != DW_TAG_lexical_block) return false;
    // A block whose own place in the code was optimised away may still hold inlined calls.
    const bool has_place =
        dwarf_hasattr(child, DW_AT_low_pc) != 0 || dwarf_hasattr(child, DW_AT_ranges) != 0;
    return (!has_place || dwarf_haspc(child, address) == 1) && add_inlined(child, address, to);
  });
}

/// Where the code at `address` comes from.
void set_line(Dwarf_Die* unit, Dwarf_Addr address, source_frame& frame) {
  Dwarf_Line* line = dwarf_getsrc_die(unit, address);
  int row = 0;
  int column = 0;
  if (line == nullptr || dwarf_lineno(line, &row) != 0) return;
  dwarf_linecol(line, &column);
  frame.file = clean_path(dwarf_linesrc(line, nullptr, nullptr));
  frame.line = static_cast<std::uint32_t>(row);
  frame.column = static_cast<std::uint32_t>(column);
}

/// Where `inlined` is called.
void set_call_site(Dwarf_Die* unit, Dwarf_Die* inlined, source_frame& frame) {
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  if (dwarf_getsrcfiles(unit, &files, &count) == 0)
    frame.file =
        clean_path(dwarf_filesrc(files, number(inlined, DW_AT_call_file), nullptr, nullptr));
  frame.line = number(inlined, DW_AT_call_line);
  frame.column = number(inlined, DW_AT_call_column);
}

}  // namespace

std::unique_ptr<debug_info> debug_info::open(Elf* elf) {
  Dwarf* dwarf = dwarf_begin_elf(elf, DWARF_C_READ, nullptr);
  if (dwarf == nullptr) return nullptr;
  return std::unique_ptr<debug_info>(new debug_info(dwarf));
}

debug_info::debug_info(Dwarf* dwarf) : dwarf_(dwarf) {
  Dwarf_CU* unit = nullptr;
  Dwarf_Die entry;
  std::uint8_t kind = 0;
  while (dwarf_get_units(dwarf_, unit, &unit, nullptr, &kind, &entry, nullptr) == 0)
    if (kind == DW_UT_compile) add_ranges(&entry, units_);
  sort(units_);
}

void debug_info::add_ranges(Dwarf_Die* entry, ranges& to) {
  Dwarf_Addr base = 0;
  Dwarf_Addr begin = 0;
  Dwarf_Addr end = 0;
  for (std::ptrdiff_t at = 0; (at = dwarf_ranges(entry, at, &base, &begin, &end)) > 0;)
    if (begin < end && begin != 0) to.push_back({begin, end, *entry});  // 0: the linker dropped it
}

void debug_info::add_functions(Dwarf_Die* parent, ranges& to) {
  any_child(parent, [&](Dwarf_Die* child) {
    switch (dwarf_tag(child)) {
    case DW_TAG_subprogram:
      add_ranges(child, to);
      add_functions(child, to);  // of classes that are local to it
      break;
    case DW_TAG_namespace:
    case DW_TAG_class_type:
    case DW_TAG_structure_type:
    case DW_TAG_union_type:
    case DW_TAG_lexical_block:
      add_functions(child, to);
      break;
    default:
      break;
    }
    return false;
  });
}

void debug_info::sort(ranges& r) {
  std::stable_sort(r.begin(), r.end(),
                   [](const range& a, const range& b) { return a.begin < b.begin; });
}

Dwarf_Die* debug_info::find(ranges& r, std::uint64_t address) {
  auto after = std::upper_bound(r.begin(), r.end(), address,
                                [](std::uint64_t a, const range& x) { return a < x.begin; });
  if (after == r.begin()) return nullptr;
  range& found = *--after;
  return address < found.end ? &found.entry : nullptr;
}

Dwarf_Die* debug_info::function_at(Dwarf_Die* unit, std::uint64_t address) {
  const auto [place, is_new] = functions_.try_emplace(dwarf_dieoffset(unit));
  if (is_new) {
    add_functions(unit, place->second);
    sort(place->second);
  }
  return find(place->second, address);
}

std::vector<source_frame> debug_info::frames_at(std::uint64_t address) {
  std::vector<source_frame> frames;
  Dwarf_Die* unit = find(units_, address);
  if (unit == nullptr) return frames;
  Dwarf_Die* function = function_at(unit, address);
  source_frame& physical = frames.emplace_back();
  std::vector<Dwarf_Die> inlined;
  if (function != nullptr) {
    set_name(function, physical);
    Dwarf_Addr entry = 0;
    if (dwarf_entrypc(function, &entry) == 0) physical.symbol_address = entry;
    add_inlined(function, address, inlined);
  }
  for (Dwarf_Die& call : inlined) {
    set_call_site(unit, &call, frames.back());
    set_name(&call, frames.emplace_back());
    frames.back().symbol_address = frames.front().symbol_address;
  }
  set_line(unit, address, frames.back());
  return frames;
}

}  // namespace hedgerow::exception_capture
