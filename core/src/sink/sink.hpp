// SPDX-License-Identifier: MIT
/// @file
/// Where clean events go.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include <hedgerow/status.hpp>

#include "gate/clean_event.hpp"

namespace hedgerow::internal {

/// Used from the backend thread only. Failures are counted and said in the self-log, never thrown.
class sink {
 public:
  virtual ~sink() = default;
  /// Takes an event; whether it is out is known after flush().
  virtual void write(const clean_event& event) noexcept = 0;
  /// Hands on what write() has gathered; called when a batch of events is through.
  virtual void end_batch() noexcept {}
  /// @return false when something is still not out at `deadline`
  virtual bool flush(std::chrono::steady_clock::time_point deadline) noexcept = 0;
  /// True when a forked child cannot use it: it has a thread or a connection of the parent's.
  virtual bool belongs_to_parent() const noexcept { return false; }
  /// Events that could not be written.
  virtual std::uint64_t failed() const noexcept = 0;
};

}  // namespace hedgerow::internal
