// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Reads from an object's .eh_frame how to get from a place in a function to its caller. Formats:
/// LSB 5.0 core, "Exception Frames" (.eh_frame, .eh_frame_hdr), and DWARF 5 section 6.4. x86-64.
#pragma once

#include <cstdint>

namespace hedgerow::exception_capture {

enum class step : std::uint8_t {
  follow,      ///< the rule leads to the caller
  outermost,   ///< this is the thread's first frame: its return address is marked undefined
  end,         ///< no unwind table covers the place
  unsupported  ///< needs more than an unwind_rule can say
};

/// How a frame is left. The return address lies 8 bytes below the CFA; the caller's stack pointer
/// is the CFA.
struct unwind_rule {
  std::int32_t cfa_offset = 0;  ///< CFA = rsp (or rbp) + this
  std::int16_t rbp_slot = 0;    ///< the caller's rbp lies at CFA + 8 * this; 0: rbp is unchanged
  bool cfa_from_rbp = false;
  step kind = step::end;
};
static_assert(sizeof(unwind_rule) == 8);

/// Whether the .eh_frame_hdr is of the one kind that linkers write: version 1, with a table of FDEs
/// sorted by function.
bool has_sorted_table(const void* eh_frame_header) noexcept;

/// The rule at `place`, found through the object's .eh_frame_hdr. Neither locks nor allocates.
unwind_rule read_unwind_rule(const void* eh_frame_header, std::uintptr_t place) noexcept;

}  // namespace hedgerow::exception_capture
