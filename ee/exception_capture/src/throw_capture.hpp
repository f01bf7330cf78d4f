// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Takes a trace of every C++ throw in the process, from install() to uninstall().
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hedgerow::exception_capture {

/// What install() reached.
struct coverage {
  bool on = false;
  std::string off_because;           ///< one sentence when not on
  unsigned raise_slots = 0;          ///< objects that raise through a slot of ours
  unsigned personality_objects = 0;  ///< objects whose frames ask us
  unsigned unreadable = 0;           ///< slots that could not be written
  std::vector<std::string>
      out_of_reach;  ///< objects with a C++ runtime of their own, built non-PIE
};

/// Process-wide, like what it hooks into. install(), rescan() and uninstall(): one call at a time.
namespace throw_capture {

/// Redirects the slots of all objects that are loaded, checks with a throw of its own that traces
/// arrive, and takes all back if they do not.
coverage install();
/// Redirects the slots of objects loaded since; cheap when there are none.
void rescan(coverage& reached);
/// Puts the slots back. Throws that are under way on other threads finish undisturbed.
void uninstall();

/// Whole traces a second, 0: no limit. Beyond it only the throw site is kept. [any thread]
void limit(std::uint32_t traces_a_second) noexcept;

/// The trace of a thrown object, throw site first; returns how many addresses were written, 0 when
/// none is known. Neither locks nor allocates. [any thread]
std::uint32_t trace_of(const void* exception_object, std::span<std::uint64_t> out) noexcept;

}  // namespace throw_capture
}  // namespace hedgerow::exception_capture
