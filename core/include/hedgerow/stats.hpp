// SPDX-License-Identifier: MIT
/// @file
/// What hedgerow did and what it lost, as numbers.
#pragma once

#include <cstdint>

#include <hedgerow/detail/export.hpp>

namespace hedgerow {

/// Counts since the start of the process.
struct statistics {
  struct by_level {
    std::uint64_t debug, info, warning, error, critical;
    friend bool operator==(const by_level&, const by_level&) = default;
  };
  struct lost_events {
    std::uint64_t ring_full;       ///< no room, and the level does not wait or waited long enough
    std::uint64_t large_full;      ///< the same, for a record of more than 4 KiB
    std::uint64_t dropped_oldest;  ///< made room for a newer one, where so configured
    std::uint64_t too_large;  ///< a record of more than 4 MiB, or before init() of more than 4 KiB
    std::uint64_t out_of_memory;  ///< no memory for a thread's ring or large records
    std::uint64_t nested;         ///< logged from a signal handler or an encoder, amid another call
    std::uint64_t before_init;    ///< more was logged before init() than its buffer holds
    std::uint64_t after_shutdown;  ///< logged after shutdown()
    std::uint64_t failed;          ///< the backend could not process it
    std::uint64_t sinks;           ///< failures to write, one for each sink and event
    friend bool operator==(const lost_events&, const lost_events&) = default;
  };
  struct gate_work {
    std::uint64_t values_redacted;
    std::uint64_t values_withheld;  ///< a policy could not decide
    std::uint64_t events_dropped;   ///< a policy said so
    friend bool operator==(const gate_work&, const gate_work&) = default;
  };
  struct report_counts {
    std::uint64_t captured, stored, sent, failed, dropped;
    std::uint64_t ignored;  ///< capture calls with no exception, or while hedgerow did not run
    friend bool operator==(const report_counts&, const report_counts&) = default;
  };

  /// Between the threads that log and the sinks. Times are those of asynchronous mode.
  struct queue_state {
    std::uint64_t rings;         ///< made so far; a thread that ends leaves its ring to another
    std::uint64_t rings_in_use;  ///< by threads that live, or not read to the end yet
    std::uint64_t ring_bytes;    ///< room in each
    std::uint64_t high_water;    ///< most bytes that ever waited in one ring
    std::uint64_t lag_us;        ///< how long the oldest event of the newest batch had waited
    std::uint64_t most_lag_us;   ///< the longest that any had
    friend bool operator==(const queue_state&, const queue_state&) = default;
  };

  by_level written;     ///< events that went to the sinks
  std::uint64_t bytes;  ///< that the sinks have written, all together; a plugin's are not known
  queue_state queue;
  lost_events lost;
  gate_work gate;
  report_counts reports;
  friend bool operator==(const statistics&, const statistics&) = default;
};

/// The counts as they are now. [any thread]
HEDGEROW_API statistics stats() noexcept;

}  // namespace hedgerow
