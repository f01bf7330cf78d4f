// SPDX-License-Identifier: MIT
/// @file
/// Who gets events beside the sinks: the captures of the test kit.
#pragma once

#include <atomic>

#include "engine/call_site.hpp"
#include "gate/clean_event.hpp"
#include "gate/gate.hpp"

namespace hedgerow::internal {

/// Receives every event that goes to the sinks, one at a time.
class collector {
 public:
  virtual ~collector() = default;
  /// What is given is valid during the call. [any thread]
  virtual void take(const clean_event& event, const call_site& place) noexcept = 0;
};

/// From now on, or no longer, `c` gets events; after remove_collector() it is not being called.
/// [any thread]
void add_collector(collector& c);
void remove_collector(collector& c) noexcept;

/// Hands `event` to all collectors. The texts of `place` pass `passage` on the way.
void collect(const clean_event& event, const call_site& place, gate& passage,
             arena& memory) noexcept;

extern std::atomic<bool> any_collectors;

}  // namespace hedgerow::internal
