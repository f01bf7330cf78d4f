// SPDX-License-Identifier: MIT
/// @file
/// What reads the rings: in time order, through the gate, to the sinks. A thread of its own does
/// it or, in synchronous mode, each thread that logs (backend_here.cpp). backend_work.cpp has what
/// is the same for both.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/backend_lag.hpp"
#include "engine/light_mutex.hpp"
#include "engine/pipeline.hpp"
#include "engine/reclaim.hpp"
#include "engine/record_processor.hpp"
#include "ring/checkpoint.hpp"
#include "ring/literal_copies.hpp"
#include "ring/oldest_first.hpp"
#include "ring/ring.hpp"
#include "ring/tick_clock.hpp"

namespace hedgerow::internal {

class backend {
 public:
  backend() = default;
  ~backend();
  backend(const backend&) = delete;
  backend& operator=(const backend&) = delete;

  /// Starts the thread, or goes on with another pipeline; with none, events wait in the rings. A
  /// pipeline that is synchronous has no thread.
  void use(std::shared_ptr<pipeline> p);
  /// Has the thread run on these processors only; on any when there are none.
  status run_on(const std::vector<std::uint32_t>& cpus);
  /// Reads what is there, flushes, ends the thread. @return false when `deadline` passed first
  bool stop(std::chrono::steady_clock::time_point deadline) noexcept;
  /// Waits until all that was published before the call is read and the sinks are flushed.
  bool flush(std::chrono::steady_clock::time_point deadline) noexcept;

  /// In synchronous mode: takes what the calling thread has written into its ring to the sinks. The
  /// record stays in the ring until the next checkpoint, so that a kill does not lose it while its
  /// line is gathered. @return false when there is no pipeline now
  bool take(detail::ring_writer& w, std::size_t size) noexcept;

  /// Events written since the start, by level / 10 - 1.
  std::array<std::uint64_t, 5> written() const noexcept { return events_.written(); }
  const backend_lag& lag() const noexcept { return lag_; }

  /// Around fork(): holds the thread between two batches, with nothing left in the sinks' buffers.
  void pause() noexcept;
  void resume() noexcept;
  /// In the child: the thread is gone; starts a new one.
  void restart_after_fork();

 private:
  /// A record that a thread has stamped but not yet published may be this much older than the
  /// newest one seen, and still be written in its place.
  static constexpr std::int64_t grace_ns = 20'000;

  enum class wish : std::uint8_t { nothing, flush, stop };

  void run() noexcept;
  wish others_want() noexcept;
  /// Reads all that was logged before a moment ago. @return how many events
  std::size_t drain() noexcept;
  /// @param grace nanoseconds: what is younger is left to the next batch, as long as there are
  /// several rings
  std::size_t drain_in_turn(std::int64_t grace) noexcept;
  void gather(std::uint64_t limit) noexcept;
  bool flush_here(std::chrono::steady_clock::time_point deadline) noexcept;
  void stop_here() noexcept;
  void look_around() noexcept;
  std::size_t drain_early() noexcept;
  void process(const record& r) noexcept;
  void process_inline(const record& r) noexcept;
  void report_losses() noexcept;
  void report_stats_when_due() noexcept;
  std::chrono::nanoseconds longest_sleep_now() noexcept;
  /// Hands what the sinks have gathered to their files, and what was read to the producers.
  void checkpoint() noexcept;
  /// Hands what was read to the producers.
  void give_up_read() noexcept;
  /// Whether a checkpoint should not wait for the end of the batch.
  bool checkpoint_is_due() noexcept;
  void recover_service() noexcept;
  void open_journal() noexcept;
  void make_room_for_texts() noexcept;
  bool flush_sinks(std::chrono::steady_clock::time_point deadline) noexcept;
  void answer_flush() noexcept;
  bool has_pipeline() noexcept;
  bool on_own_thread() const noexcept;
  void start_thread();
  bool stop_thread(std::chrono::steady_clock::time_point deadline) noexcept;

  std::shared_ptr<pipeline> pipeline_;
  std::thread thread_;
  light_mutex turn_;               ///< held while a batch is processed
  std::atomic<bool> here_{false};  ///< synchronous mode
  std::uint32_t given_back_seen_ = 0;
  std::uint32_t until_look_ = 0;  ///< events that will be taken here
  bool paused_ = false;
  tick_clock clock_;
  oldest_first unread_;
  record_processor events_;
  literal_copies literals_;
  reclaimer contexts_;
  backend_lag lag_;
  std::chrono::steady_clock::time_point stats_due_{};
  std::optional<checkpoint_writer> journal_;   ///< none: nothing outlives a kill
  const layout::header* journaled_ = nullptr;  ///< the segment of the journal
  bool has_large_texts_ = false;               ///< for the sinks that cannot write
  std::uint64_t large_read_ = 0;               ///< blocks of records that are processed
  std::uint64_t modules_closed_ = 0;
  std::uint64_t losses_said_ = 0;
  std::chrono::steady_clock::time_point losses_said_at_{};

  std::mutex wishes_turn_;
  std::condition_variable flushed_;
  std::uint64_t flush_wanted_ = 0;
  std::uint64_t flush_done_ = 0;
  bool stopping_ = false;
  std::atomic<bool> ended_{true};
};

}  // namespace hedgerow::internal
