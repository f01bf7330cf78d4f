// SPDX-License-Identifier: MIT
/// @file
/// From a thrown object to a report, on the thread that captures.
#pragma once

#include <cstdint>
#include <exception>
#include <span>
#include <string>

#include "report/report.hpp"

namespace hedgerow::internal {

/// Asked for the addresses on the stack at the throw of `exception_object`, throw site first;
/// returns how many it wrote. Must be safe from any thread.
using throw_trace_fn = std::uint32_t (*)(void* context, const void* exception_object,
                                         std::uint64_t* addresses, std::uint32_t capacity);

/// Where throw_trace comes from; null function: nowhere.
struct throw_tracer {
  throw_trace_fn trace = nullptr;
  void* context = nullptr;
};

/// Describes `error` and all that is nested in it, outermost first. Of each thrown object the raw
/// addresses of its throw are kept in `frames` (instruction_address only, throw site FIRST) for the
/// courier to resolve. Anything that what() throws is noted, not passed on. Bounded: 50 exceptions,
/// 10,000 bytes of value, 255 bytes of type, with marks where something was cut.
std::vector<thrown> describe(const std::exception_ptr& error, const throw_tracer& tracer) noexcept;

/// The chain as a text block for a log line: "std::runtime_error: charge failed\n  caused by ...".
std::string chain_text(const std::vector<thrown>& chain);

/// A fresh UUID, version 7 (RFC 9562).
std::string new_report_id();

}  // namespace hedgerow::internal
