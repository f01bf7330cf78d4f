// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Where unwind tables name the function that decides about a frame (the personality). An object
/// with a C++ runtime of its own has no slot to raise through; but the search for a handler asks
/// the personalities of the frames, mostly through writable pointers
/// (`DW.ref.__gxx_personality_v0`).
#pragma once

#include <vector>

#include "loaded_object.hpp"

namespace hedgerow::exception_capture {

struct personality_slots {
  std::vector<void**> slots;     ///< pointers that can be replaced
  bool has_direct_ones = false;  ///< addresses built into the tables, as in non-PIE programs
};

personality_slots find_personality_slots(const loaded_object& object);

}  // namespace hedgerow::exception_capture
