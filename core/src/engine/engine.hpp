// SPDX-License-Identifier: MIT
/// @file
/// The running whole: what init() starts and shutdown() stops. One a process.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include <hedgerow/init.hpp>
#include <hedgerow/status.hpp>

#include "engine/backend.hpp"
#include "engine/pipeline.hpp"

namespace hedgerow::internal {

class engine {
 public:
  /// Never destroyed: threads and static destructors may log until the process is gone.
  static engine& the() noexcept;

  status init(const init_options& options);
  bool flush(std::chrono::steady_clock::time_point deadline) noexcept;
  /// Of flush(), the part that concerns log lines: for a process that is about to die.
  bool flush_events(std::chrono::steady_clock::time_point deadline) noexcept {
    return backend_.flush(deadline);
  }
  bool shutdown(std::chrono::steady_clock::time_point deadline) noexcept;

  /// What is in force now; null before init() and after shutdown(). In a forked child the first
  /// call starts the threads that the child does not have. [any thread]
  std::shared_ptr<pipeline> current() noexcept;
  /// A capture of the test kit lives from now on; events that were logged before are with the
  /// sinks. Without init() the process takes events for it. @throws std::bad_alloc
  void begin_capture();
  void end_capture() noexcept;

  /// For a thread that logs in synchronous mode.
  bool take(detail::ring_writer& w, std::size_t size) noexcept { return backend_.take(w, size); }
  const backend& events() const noexcept { return backend_; }

 private:
  engine() = default;
  void hook_process() noexcept;
  void before_fork() noexcept;
  void after_fork_in_parent() noexcept;
  void after_fork_in_child() noexcept;
  void wake_in_child() noexcept;
  void say_losses() noexcept;

  std::mutex turn_;
  std::shared_ptr<pipeline> pipeline_;
  backend backend_;
  std::size_t captures_ = 0;
  accepting before_captures_ = accepting::before_init;
  bool hooked_ = false;
  bool asleep_in_child_ = false;
  std::uint64_t losses_said_ = 0;
};

}  // namespace hedgerow::internal
