// SPDX-License-Identifier: MIT
/// @file
/// Whether events are as expected and, where not, what came nearest.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <hedgerow/testing.hpp>

namespace hedgerow::testing {

/// How many of the events are as expected.
std::size_t matching(const event& expected, std::span<const captured_event> events);

/// At least `times` events as expected.
outcome judge(std::size_t times, const event& expected, std::span<const captured_event> events);
/// No event like this.
outcome judge_absence(const event& unwanted, std::span<const captured_event> events);
/// Each of `expected`, in this order.
outcome judge_order(const std::vector<event>& expected, std::span<const captured_event> events);

}  // namespace hedgerow::testing
