// SPDX-License-Identifier: MIT
/// @file
/// Making a report of an exception on the thread that captures it.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>

#include "report/capture.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// Captures that made no report, by reason.
struct capture_counters {
  std::atomic<std::uint64_t> nothing_active{0};  ///< no exception was being handled
  std::atomic<std::uint64_t> not_running{0};     ///< before init() or after shutdown()
  std::atomic<std::uint64_t> out_of_memory{0};
};
capture_counters& capture_counts() noexcept;

/// A report with id, time, thread and the chain of `error`. Where the throw left no trace, the one
/// frame is `capture_site`, marked as synthetic. @throws std::bad_alloc
report describe_report(const std::exception_ptr& error, const throw_tracer& tracer,
                       const void* capture_site);

}  // namespace hedgerow::internal
