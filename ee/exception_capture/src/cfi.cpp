// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "cfi.hpp"

#include <array>
#include <limits>

#include "cfi_reader.hpp"

namespace hedgerow::exception_capture {
namespace {

// DWARF register numbers (System V ABI, AMD64 supplement, figure 3.36).
constexpr std::uint64_t rbp = 6;
constexpr std::uint64_t rsp = 7;
constexpr std::uint64_t return_address = 16;

/// A row of the unwind table, as far as a caller's rip, rsp and rbp depend on it.
struct row {
  std::uint64_t cfa_register = rsp;
  std::int64_t cfa_offset = 0;
  std::int64_t rbp_offset = 0;
  bool rbp_saved = false;
  bool return_address_undefined = false;
  bool unsupported = false;
};

/// DW_CFA_*: those with an operand in the low six bits, then the others.
enum : std::uint8_t {
  advance_loc = 0x40,
  offset = 0x80,
  restore = 0xc0,
  nop = 0x00,
  advance_loc1 = 0x02,
  advance_loc2 = 0x03,
  advance_loc4 = 0x04,
  offset_extended = 0x05,
  restore_extended = 0x06,
  undefined = 0x07,
  same_value = 0x08,
  remember_state = 0x0a,
  restore_state = 0x0b,
  def_cfa = 0x0c,
  def_cfa_register = 0x0d,
  def_cfa_offset = 0x0e,
  expression = 0x10,
  offset_extended_sf = 0x11,
  def_cfa_sf = 0x12,
  def_cfa_offset_sf = 0x13,
  val_expression = 0x16,
  gnu_args_size = 0x2e
};

/// Runs call frame instructions up to the row that is in force at `place`.
class row_machine {
 public:
  row_machine(const common_information& common, const row& initial) noexcept
      : common_(common), initial_(initial), now_(initial) {}

  const row& run(const std::uint8_t* from, const std::uint8_t* to, std::uintptr_t function,
                 std::uintptr_t place) noexcept {
    cfi_reader in(from);
    std::uintptr_t location = function;
    while (in.at() < to && location <= place && !now_.unsupported)
      location += execute(in);  // an advance past the place changes nothing of the row
    return now_;
  }

 private:
  /// Returns by how much the location moves.
  std::uintptr_t execute(cfi_reader& in) noexcept {
    const auto opcode = in.fixed<std::uint8_t>();
    const std::uint8_t operand = opcode & 0x3f;
    switch (opcode & 0xc0) {
    case advance_loc:
      return operand * common_.code_alignment;
    case offset:
      saved_at(operand, factored(in));
      return 0;
    case restore:
      restored(operand);
      return 0;
    default:
      return execute_extended(opcode, in);
    }
  }

  std::uintptr_t execute_extended(std::uint8_t opcode, cfi_reader& in) noexcept {
    switch (opcode) {
    case nop:
      break;
    case advance_loc1:
      return in.fixed<std::uint8_t>() * common_.code_alignment;
    case advance_loc2:
      return in.fixed<std::uint16_t>() * common_.code_alignment;
    case advance_loc4:
      return in.fixed<std::uint32_t>() * common_.code_alignment;
    case offset_extended: {
      const auto which = in.uleb();
      saved_at(which, factored(in));
      break;
    }
    case offset_extended_sf: {
      const auto which = in.uleb();
      saved_at(which, in.sleb() * common_.data_alignment);
      break;
    }
    case restore_extended:
      restored(in.uleb());
      break;
    case undefined: {
      const auto which = in.uleb();
      if (which == return_address) now_.return_address_undefined = true;
      if (which == rbp) now_.rbp_saved = false;
      break;
    }
    case same_value:
      if (in.uleb() == rbp) now_.rbp_saved = false;
      break;
    case remember_state:
      if (remembered_ == memory_.size())
        now_.unsupported = true;
      else
        memory_[remembered_++] = now_;
      break;
    case restore_state:
      if (remembered_ == 0)
        now_.unsupported = true;
      else
        now_ = memory_[--remembered_];
      break;
    case def_cfa:
      now_.cfa_register = in.uleb();
      now_.cfa_offset = static_cast<std::int64_t>(in.uleb());
      break;
    case def_cfa_sf:
      now_.cfa_register = in.uleb();
      now_.cfa_offset = in.sleb() * common_.data_alignment;
      break;
    case def_cfa_register:
      now_.cfa_register = in.uleb();
      break;
    case def_cfa_offset:
      now_.cfa_offset = static_cast<std::int64_t>(in.uleb());
      break;
    case def_cfa_offset_sf:
      now_.cfa_offset = in.sleb() * common_.data_alignment;
      break;
    case expression:
    case val_expression: {
      const auto which = in.uleb();
      const auto size = in.uleb();
      in.skip(size);
      if (which == rbp || which == rsp || which == return_address) now_.unsupported = true;
      break;
    }
    case gnu_args_size:
      in.uleb();
      break;
    default:  // a CFA that is computed, a register kept in another one, and the very rare
      now_.unsupported = true;
    }
    return 0;
  }

  std::int64_t factored(cfi_reader& in) noexcept {
    return static_cast<std::int64_t>(in.uleb()) * common_.data_alignment;
  }
  void saved_at(std::uint64_t which, std::int64_t cfa_relative) noexcept {
    if (which == rbp) {
      now_.rbp_offset = cfa_relative;
      now_.rbp_saved = true;
    }
    if (which == rsp || (which == return_address && cfa_relative != -8)) now_.unsupported = true;
  }
  void restored(std::uint64_t which) noexcept {
    if (which != rbp) return;
    now_.rbp_offset = initial_.rbp_offset;
    now_.rbp_saved = initial_.rbp_saved;
  }

  const common_information& common_;
  row initial_;
  row now_;
  std::array<row, 8> memory_{};
  std::size_t remembered_ = 0;
};

unwind_rule as_rule(const row& r) noexcept {
  if (r.return_address_undefined) return {.kind = step::outermost};
  const std::int64_t slot = r.rbp_saved ? r.rbp_offset / 8 : 0;
  const bool slot_fits = !r.rbp_saved || (slot != 0 && slot * 8 == r.rbp_offset &&
                                          slot == static_cast<std::int16_t>(slot));
  if (r.unsupported || (r.cfa_register != rsp && r.cfa_register != rbp) || !slot_fits ||
      r.cfa_offset != static_cast<std::int32_t>(r.cfa_offset))
    return {.kind = step::unsupported};
  return {static_cast<std::int32_t>(r.cfa_offset), static_cast<std::int16_t>(slot),
          r.cfa_register == rbp, step::follow};
}

struct table_entry {
  std::int32_t function;
  std::int32_t description;
};

/// The FDE of the last function that begins at or before `distance`; null when there is none.
const std::uint8_t* find_description(const std::uint8_t* header, std::int64_t distance) noexcept {
  cfi_reader in(header + 8);
  const auto count = in.fixed<std::uint32_t>();
  const auto* table = reinterpret_cast<const table_entry*>(in.at());
  std::uint32_t low = 0;
  std::uint32_t high = count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (table[middle].function <= distance)
      low = middle + 1;
    else
      high = middle;
  }
  return low == 0 ? nullptr : header + table[low - 1].description;
}

}  // namespace

bool has_sorted_table(const void* eh_frame_header) noexcept {
  if (eh_frame_header == nullptr) return false;
  const auto* header = static_cast<const std::uint8_t*>(eh_frame_header);
  return header[0] == 1 && header[1] == encoding_pcrel_sdata4 && header[2] == encoding_udata4 &&
         header[3] == encoding_datarel_sdata4;
}

unwind_rule read_unwind_rule(const void* eh_frame_header, std::uintptr_t place) noexcept {
  const auto* header = static_cast<const std::uint8_t*>(eh_frame_header);
  if (header == nullptr) return {.kind = step::end};
  if (!has_sorted_table(header)) return {.kind = step::unsupported};
  const auto distance = static_cast<std::int64_t>(place) -
                        static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(header));
  const std::uint8_t* description = find_description(header, distance);
  if (description == nullptr) return {.kind = step::end};

  cfi_reader in(description);
  const auto length = in.fixed<std::uint32_t>();
  const std::uint8_t* end = in.at() + length;
  const std::uint8_t* common_field = in.at();
  const std::uint8_t* common_start = common_field - in.fixed<std::uint32_t>();
  common_information common;
  if (!read_common_information(common_start, common) || common.is_signal_frame ||
      common.pointer_encoding != encoding_pcrel_sdata4)
    return {.kind = step::unsupported};
  const auto function = reinterpret_cast<std::uintptr_t>(in.pcrel());
  const auto size = in.fixed<std::uint32_t>();
  if (place >= function + size) return {.kind = step::end};
  if (common.has_augmentation) {
    const auto augmentation = in.uleb();
    in.skip(augmentation);
  }
  constexpr auto everywhere = std::numeric_limits<std::uintptr_t>::max();
  const row initial =
      row_machine(common, row{}).run(common.instructions, common.end, 0, everywhere);
  return as_rule(row_machine(common, initial).run(in.at(), end, function, place));
}

}  // namespace hedgerow::exception_capture
