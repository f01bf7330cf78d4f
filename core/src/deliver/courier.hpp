// SPDX-License-Identifier: MIT
/// @file
/// The way of a report after its capture, off the thread that captured: one thread enriches, passes
/// the gate and stores; a second one delivers from the store, so that a slow server never keeps a
/// report from the disk.
///
/// What is captured is either stored or dropped: captured = stored + dropped, once flush() or
/// stop() is through. Delivery takes from the store what any process left there.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <hedgerow/status.hpp>

#include "gate/gate.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

struct courier_options {
  bool store_enabled = true;  ///< false: reports are kept in memory until they are sent
  std::string store_path;     ///< empty: default_store_path() of reports.hpp
  std::uint32_t max_reports = 10'000;
  std::string project_key;  ///< empty: reports stay in the store
  std::string host = "https://us.i.posthog.com";
  bool gzip = true;
  std::uint32_t batch_size = 100;
  std::chrono::milliseconds timeout{10'000};
  std::chrono::milliseconds flush_interval{5'000};
  std::size_t queue_limit =
      1'000;  ///< reports waiting for the thread; more are dropped and counted
  /// Adds to a report what plugins know; called on the courier's thread and from store_now(), one
  /// call at a time. May be empty.
  std::function<void(report&)> enrich;
};

struct courier_counts {
  std::uint64_t captured = 0;  ///< given to submit() and store_now()
  std::uint64_t stored = 0;
  std::uint64_t sent = 0;     ///< of the store, whoever stored them
  std::uint64_t failed = 0;   ///< refused by the server for good; kept in the store, marked
  std::uint64_t dropped = 0;  ///< queue or store full, or the store cannot be written
  std::uint64_t evicted = 0;  ///< stored ones of any process that made room unsent
};

/// After fork() a child has this object but not its threads: there it counts what it is given as
/// dropped, sends nothing and leaves the store alone. The child starts a courier of its own.
class courier {
 public:
  /// Opens the store and starts the threads. `passage` must outlive the courier. When the store
  /// cannot be opened, `error` says why; the courier tries again with each report, keeps a bounded
  /// number in memory until then, and counts the rest as dropped.
  static std::unique_ptr<courier> start(courier_options options, gate& passage, status& error);
  virtual ~courier() = default;

  /// Takes a report; never waits for the disk or the network. [any thread]
  virtual void submit(report&& r) noexcept = 0;
  /// Stores a report before it returns, for a process that is about to die; waits at most
  /// `patience` for the store's lock. [any thread]
  virtual void store_now(report&& r, std::chrono::milliseconds patience) noexcept = 0;
  /// Waits until all submitted before are stored (or counted as dropped), and one delivery of each
  /// was tried. @return false when `deadline` passed first [any thread]
  virtual bool flush(std::chrono::steady_clock::time_point deadline) noexcept = 0;
  /// Stores what is queued, tries to deliver what is pending, and stops the threads, all by
  /// `deadline`; what is not delivered stays in the store. [any thread]
  virtual void stop(std::chrono::steady_clock::time_point deadline) noexcept = 0;
  virtual courier_counts counts() const noexcept = 0;
};

}  // namespace hedgerow::internal
