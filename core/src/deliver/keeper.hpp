// SPDX-License-Identifier: MIT
/// @file
/// Puts reports into the store, and holds on to a bounded number while it cannot be written.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "deliver/courier.hpp"
#include "deliver/store.hpp"
#include "gate/gate.hpp"
#include "report/locate.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// keep(), drop(), give_up() and is_empty() are for one thread; the rest for any.
class keeper {
 public:
  keeper(std::size_t limit, std::function<void(report&)> enrich, gate& passage,
         report_store& store);

  /// Enriches, redacts and stores. `settled` is increased by reports whose fate is known, `stored`
  /// by those in the store; what cannot be stored yet waits here for the next call.
  void keep(std::vector<report>& batch, std::uint64_t& settled, std::uint64_t& stored);
  bool is_empty() const noexcept { return waiting_.empty(); }
  /// Counts reports as dropped. @return how many
  std::uint64_t drop(std::uint64_t count) noexcept;
  /// Drops what waits.
  std::uint64_t give_up() noexcept;

  /// Stores one report at once, through a connection of its own. @return 1 when it is stored
  std::uint64_t keep_now(report&& r, std::chrono::milliseconds patience,
                         const courier_options& options) noexcept;
  /// Counts what is pending in a store in memory as dropped: it ends with the process.
  void lose_pending() noexcept;

  /// stored, dropped and evicted.
  courier_counts counts() const noexcept;

 private:
  std::optional<new_report> prepared(report& r, std::chrono::milliseconds patience,
                                     frame_locator& places) noexcept;
  void enrich(report& r, std::chrono::milliseconds patience);
  void forget_surplus(std::uint64_t& settled);

  const std::size_t limit_;
  const std::function<void(report&)> enrich_;
  gate& passage_;
  report_store& store_;
  // A timed mutex would do, were it known to ThreadSanitizer.
  std::mutex enriching_turn_;
  std::condition_variable enriching_over_;
  bool enriching_ = false;
  frame_locator places_;  ///< of keep() alone
  std::vector<new_report> waiting_;
  std::atomic<std::uint64_t> stored_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<std::uint64_t> evicted_{0};
};

}  // namespace hedgerow::internal
