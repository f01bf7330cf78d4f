// SPDX-License-Identifier: MIT
/// @file
/// The core's rules applied to a whole event.
#pragma once

#include "event/raw_event.hpp"
#include "gate/walker.hpp"

namespace hedgerow::internal {

/// A time that came in as text goes out as text: it passes the content rules like any other.
/// @throws std::bad_alloc
raw_event through_rules(const raw_event& in, walker& rules);

}  // namespace hedgerow::internal
