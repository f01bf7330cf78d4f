// SPDX-License-Identifier: MIT
/// @file
/// Room in a ring, and what is done where there is none.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "ring/ring.hpp"
#include "ring/room_signal.hpp"

namespace hedgerow::internal {

/// As set_policy() said last.
std::uint32_t ring_capacity() noexcept;
std::chrono::milliseconds longest_wait() noexcept;
when_full policy_of(level severity) noexcept;

/// Counts a record as lost.
inline detail::reserved refuse(loss why) noexcept {
  losses.add(why);
  return {};
}

/// Tries again each time room is given, until it succeeds or the configured time is over.
template <class Try>
bool wait_until(Try succeeds) noexcept {
  return signal_of_room.wait_until(succeeds, longest_wait());
}
/// To be called when producers were given room: wakes those that wait, where one of them has enough
/// to go on for a while. `blocks`: for large records too. [backend]
void tell_of_room(bool blocks) noexcept;

/// Whether there are `size` bytes, with a look at how far the backend is: at the latest when an
/// eighth of the ring is left. A backend that naps is woken then, before its producer has to wait.
/// (More often than once a ring would be among the slowest of a thousand calls.) [the ring's
/// thread]
bool has_room(detail::ring_writer& w, std::size_t size) noexcept;
/// Waits for room, or has the oldest records dropped, as the policy says. [the ring's thread]
bool make_room(detail::ring_writer& w, std::size_t size, when_full policy) noexcept;

}  // namespace hedgerow::internal
