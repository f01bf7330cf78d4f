// SPDX-License-Identifier: MIT
/// @file
/// The queue of log records and the thread that sends them.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/plugin_sdk.hpp>

#include "encode.hpp"
#include "http.hpp"
#include "options.hpp"

namespace otlp {

/// Why a log record did not arrive.
enum class loss { queue_full, refused, too_large, gave_up, unsent };

class sender {
 public:
  /// Starts the thread. @throws std::runtime_error
  sender(const options& o, hedgerow::sdk::host host);
  ~sender();

  /// Takes as many as there is room for. @return how many, the first ones
  std::size_t take(std::vector<std::string>&& records);
  void count(loss why, std::size_t records);
  /// @return false when something is still on its way after `timeout`
  bool flush(std::chrono::milliseconds timeout);
  /// Sends what it can within `timeout`, then ends the thread and says what was lost.
  void stop(std::chrono::milliseconds timeout);

 private:
  using clock = std::chrono::steady_clock;
  using batch = std::vector<std::string>;

  void run();
  batch next_batch();
  void deliver(const std::string* records, std::size_t count);
  bool wait_for_retry(std::uint32_t attempt, std::chrono::seconds asked);
  void count_rejected(const answer& a, std::size_t records);
  std::string losses() const;

  const options options_;
  const hedgerow::sdk::host host_;
  const envelope envelope_;
  std::atomic<bool> stop_{false};
  std::atomic<bool> warned_{false};
  std::array<std::atomic<std::uint64_t>, 5> lost_{};

  std::mutex turn_;
  std::condition_variable changed_;
  std::deque<std::string> queue_;
  clock::time_point due_{};  // of the first one in the queue
  bool hurry_ = false;       // somebody waits in flush()
  bool busy_ = false;        // a batch is on its way
  poster poster_;
  std::thread thread_;
};

}  // namespace otlp
