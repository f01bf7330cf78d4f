// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A thread that does small things now and then.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace hedgerow::policies {

/// Runs from start() to stop(). A forked child has no such thread: there it must be started again,
/// see forked().
class background {
 public:
  struct task {
    std::chrono::milliseconds every;
    std::function<void()> run;  ///< must not throw
  };
  background();
  background(const background&) = delete;
  background& operator=(const background&) = delete;
  ~background();

  /// @throws std::system_error when there can be no thread
  void start(std::vector<task> tasks);
  /// Waits for a task that is just running.
  void stop() noexcept;
  /// Whether the process is a child of the one that start() was called in. Costs one load.
  bool forked() const noexcept;

 private:
  struct worker;
  std::unique_ptr<worker> worker_;
  unsigned generation_ = 0;
};

}  // namespace hedgerow::policies
