// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "describe.hpp"

namespace hedgerow::exception_capture {

std::string exception_capture_line(const coverage& reached) {
  if (!reached.on) return "throw site off: " + reached.off_because;
  std::string line = "throw site on: " + std::to_string(reached.raise_slots) +
                     " objects raise through it, the frames of " +
                     std::to_string(reached.personality_objects) + " ask it";
  if (reached.unreadable > 0)
    line += "; " + std::to_string(reached.unreadable) + " slots could not be written";
  if (!reached.out_of_reach.empty()) {
    line += "; not covered (linked non-PIE with a C++ runtime of its own; link it as PIE):";
    for (const std::string& object : reached.out_of_reach)
      line += " " + object;
  }
  return line;
}

}  // namespace hedgerow::exception_capture
