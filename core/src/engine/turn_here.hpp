// SPDX-License-Identifier: MIT
/// @file
/// The turn at the sinks, and which thread has it.
#pragma once

#include <mutex>

#include "engine/light_mutex.hpp"

namespace hedgerow::internal {

/// Holds `turn` for a scope, and remembers that this thread does: what the thread logs meanwhile (a
/// sink that logs, a signal handler) must not wait for itself.
class turn_here {
 public:
  explicit turn_here(light_mutex& turn) : lock_(turn) { mine_ = true; }
  ~turn_here() { mine_ = false; }
  turn_here(const turn_here&) = delete;
  turn_here& operator=(const turn_here&) = delete;

  /// Whether the calling thread has the turn. [async-signal-safe]
  static bool mine() noexcept { return mine_; }
  /// For a turn that does not end with a scope.
  static void set_mine(bool is) noexcept { mine_ = is; }

 private:
  // Initial-exec: the general model is a call for each access.
  inline static constinit thread_local bool mine_ __attribute__((tls_model("initial-exec"))) =
      false;
  std::lock_guard<light_mutex> lock_;
};

}  // namespace hedgerow::internal
