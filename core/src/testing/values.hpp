// SPDX-License-Identifier: MIT
/// @file
/// From the views of an event to values that a test keeps.
#pragma once

#include <span>
#include <vector>

#include <hedgerow/testing/value.hpp>

#include "event/value.hpp"

namespace hedgerow::testing {

/// Deep copies. @throws std::bad_alloc
value own(const internal::value& v);
std::vector<captured_field> own(std::span<const internal::field> fields);

}  // namespace hedgerow::testing
