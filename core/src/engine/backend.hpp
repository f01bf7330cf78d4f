// SPDX-License-Identifier: MIT
/// @file
/// The one thread that reads the rings: in time order, through the gate, to the sinks.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/pipeline.hpp"
#include "engine/reclaim.hpp"
#include "engine/record_processor.hpp"
#include "ring/ring.hpp"
#include "ring/tick_clock.hpp"

namespace hedgerow::internal {

class backend {
 public:
  backend() = default;
  ~backend();
  backend(const backend&) = delete;
  backend& operator=(const backend&) = delete;

  /// Starts the thread, or goes on with another pipeline; with none, events wait in the rings.
  void use(std::shared_ptr<pipeline> p);
  /// Reads what is there, flushes, ends the thread. @return false when `deadline` passed first
  bool stop(std::chrono::steady_clock::time_point deadline) noexcept;
  /// Waits until all that was published before the call is read and the sinks are flushed.
  bool flush(std::chrono::steady_clock::time_point deadline) noexcept;

  /// Events written since the start, by level / 10 - 1.
  std::array<std::uint64_t, 5> written() const noexcept { return events_.written(); }

  /// Around fork(): holds the thread between two batches, with nothing left in the sinks' buffers.
  void pause() noexcept;
  void resume() noexcept;
  /// In the child: the thread is gone; starts a new one.
  void restart_after_fork();

 private:
  void run() noexcept;
  /// Reads all that was logged before a moment ago. @return how many events
  std::size_t drain() noexcept;
  std::size_t drain_early() noexcept;
  void process(const record& r) noexcept;
  void report_losses() noexcept;
  void end_batch() noexcept;
  bool flush_sinks(std::chrono::steady_clock::time_point deadline) noexcept;
  void answer_flush() noexcept;
  bool has_pipeline() noexcept;
  bool on_own_thread() const noexcept;

  std::shared_ptr<pipeline> pipeline_;
  std::thread thread_;
  std::mutex turn_;  ///< held while a batch is processed
  tick_clock clock_;
  record_processor events_;
  reclaimer contexts_;
  std::uint64_t losses_said_ = 0;
  std::chrono::steady_clock::time_point losses_said_at_{};

  std::mutex wake_turn_;
  std::condition_variable wake_;
  std::condition_variable flushed_;
  std::uint64_t flush_wanted_ = 0;
  std::uint64_t flush_done_ = 0;
  bool stopping_ = false;
  std::atomic<bool> ended_{true};
};

}  // namespace hedgerow::internal
