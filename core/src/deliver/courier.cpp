// SPDX-License-Identifier: MIT
#include "deliver/courier.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

#include "deliver/keeper.hpp"
#include "deliver/schedule.hpp"
#include "deliver/sender.hpp"
#include "deliver/store_file.hpp"
#include "gate/self_log.hpp"

namespace hedgerow::internal {
namespace {

using clock = std::chrono::steady_clock;

/// What the threads share. They own it together with the courier, so that one that hangs in a
/// plugin or in the file system past a deadline can be left behind.
struct courier_state {
  courier_state(courier_options o, gate& passage)
      : options(std::move(o)),
        store({options.store_enabled ? options.store_path : ":memory:", options.max_reports,
               options.project_key.empty()}),
        shelf(options.queue_limit, options.enrich, passage, store),
        deliverer({options.project_key, options.host, options.gzip, false, options.batch_size,
                   options.timeout},
                  store, passage, client),
        schedule(options.flush_interval, options.batch_size, clock::now()) {}

  bool delivers() const noexcept { return !options.project_key.empty(); }

  const courier_options options;
  report_store store;
  keeper shelf;
  http_client client;
  sender deliverer;

  std::mutex lock;
  std::condition_variable work;      ///< for the keeping thread
  std::condition_variable delivery;  ///< for the delivering thread
  std::condition_variable progress;  ///< for those who wait for either
  std::deque<report> queue;
  delivery_schedule schedule;
  std::uint64_t accepted = 0;
  std::uint64_t processed = 0;  ///< of the accepted: stored or dropped
  std::uint64_t passes_wanted = 0;
  std::uint64_t passes_done = 0;
  bool stopping = false;
  clock::time_point stop_by = clock::time_point::max();
  bool keeping_ended = false;
  bool delivering_ended = false;

  std::atomic<std::uint64_t> captured{0};
  std::atomic<std::uint64_t> refused{0};  ///< never got into the queue
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::uint64_t> failed{0};
};

// ---- the keeping thread ----

void keep(courier_state& s) {
  constexpr std::size_t at_once = 64;
  constexpr std::chrono::seconds between_tries{1};
  std::vector<report> batch;
  batch.reserve(at_once);
  std::unique_lock guard(s.lock);
  for (;;) {
    const auto has_work = [&] { return !s.queue.empty() || s.stopping; };
    if (s.shelf.is_empty())
      s.work.wait(guard, has_work);
    else
      s.work.wait_for(guard, between_tries, has_work);
    const bool last = s.stopping && s.queue.size() <= at_once;
    while (!s.queue.empty() && batch.size() < at_once) {
      batch.push_back(std::move(s.queue.front()));
      s.queue.pop_front();
    }
    const bool late = clock::now() >= s.stop_by;
    guard.unlock();
    std::uint64_t settled = 0;
    std::uint64_t stored = 0;
    if (late)
      settled = s.shelf.drop(batch.size());
    else
      s.shelf.keep(batch, settled, stored);
    batch.clear();
    if (last) settled += s.shelf.give_up();
    guard.lock();
    s.processed += settled;
    s.schedule.stored(stored, clock::now());
    s.delivery.notify_one();
    s.progress.notify_all();
    if (last && s.queue.empty()) return;
  }
}

// ---- the delivering thread ----

void one_pass(courier_state& s, std::unique_lock<std::mutex>& guard, clock::time_point deadline,
              std::mt19937_64& random) {
  const std::uint64_t covered = s.passes_wanted;
  s.schedule.begin();
  guard.unlock();
  pass_result result;
  try {
    result = s.deliverer.pass(deadline);
  } catch (const std::exception& e) {
    result.error = e.what();
    result.again = true;
  }
  s.sent += result.sent;
  s.failed += result.failed;
  if (!result.error.empty() && !result.cancelled) self_log("delivery_failed", result.error);
  const double some = std::uniform_real_distribution<double>(0, 1)(random);
  guard.lock();
  s.schedule.passed(result, clock::now(), some);
  s.passes_done = covered;
  s.progress.notify_all();
}

void deliver(courier_state& s) {
  std::mt19937_64 random(std::random_device{}());
  std::unique_lock guard(s.lock);
  while (!s.stopping) {
    const auto due = s.schedule.due(s.passes_wanted > s.passes_done);
    if (clock::now() < due)
      s.delivery.wait_until(guard, due);
    else
      one_pass(s, guard, clock::time_point::max(), random);
  }
  s.progress.wait_until(guard, s.stop_by, [&] { return s.keeping_ended; });
  if (clock::now() < s.stop_by && clock::now() >= s.schedule.due(true))
    one_pass(s, guard, s.stop_by, random);
}

template <class Run>
std::thread thread_of(const std::shared_ptr<courier_state>& state, bool courier_state::*ended,
                      Run run) {
  return std::thread([state, ended, run] {
    try {
      run(*state);
    } catch (const std::exception& e) {
      self_log("courier_ended", std::string("reports are not handled any more: ") + e.what());
    }
    const std::lock_guard guard(state->lock);
    (*state).*ended = true;
    state->progress.notify_all();
  });
}

// ---- the courier ----

class report_courier final : public courier {
 public:
  report_courier(courier_options options, gate& passage, status& error)
      : state_(std::make_shared<courier_state>(std::move(options), passage)) {
    // One in memory is opened when a report comes: SQLite takes time to start.
    if (state_->options.store_enabled) error = state_->store.open();
    keeping_ = thread_of(state_, &courier_state::keeping_ended, keep);
    if (state_->delivers())
      delivering_ = thread_of(state_, &courier_state::delivering_ended, deliver);
    else
      state_->delivering_ended = true;
  }

  ~report_courier() override {
    if (in_child()) {
      // The threads are not there, and locks may be held by them for ever.
      new std::shared_ptr<courier_state>(std::move(state_));
      new std::thread(std::move(keeping_));
      new std::thread(std::move(delivering_));
      return;
    }
    stop(clock::now());
  }

  void submit(report&& r) noexcept override {
    courier_state& s = *state_;
    ++s.captured;
    try {
      if (!in_child()) {
        const std::lock_guard guard(s.lock);
        if (!s.stopping && s.queue.size() < s.options.queue_limit) {
          s.queue.push_back(std::move(r));
          ++s.accepted;
          s.work.notify_one();
          return;
        }
      }
    } catch (...) {
      // No memory for it: counted below.
    }
    ++s.refused;
    self_log("reports_dropped", "a report is dropped: too many are waiting to be stored");
  }

  void store_now(report&& r, std::chrono::milliseconds patience) noexcept override {
    courier_state& s = *state_;
    ++s.captured;
    if (in_child()) {
      ++s.refused;
      return;
    }
    const std::uint64_t stored = s.shelf.keep_now(std::move(r), patience, s.options);
    try {
      const std::lock_guard guard(s.lock);
      s.schedule.stored(stored, clock::now());
      s.delivery.notify_one();
    } catch (...) {
      // The next pass finds it.
    }
  }

  bool flush(clock::time_point deadline) noexcept override {
    if (in_child()) return false;
    courier_state& s = *state_;
    try {
      std::unique_lock guard(s.lock);
      const std::uint64_t all = s.accepted;
      const auto kept = [&] { return s.processed >= all || s.keeping_ended; };
      if (!s.progress.wait_until(guard, deadline, kept)) return false;
      if (s.delivering_ended) return true;
      const std::uint64_t pass = ++s.passes_wanted;
      s.delivery.notify_one();
      const auto tried = [&] { return s.passes_done >= pass || s.delivering_ended; };
      return s.progress.wait_until(guard, deadline, tried);
    } catch (...) {
      return false;
    }
  }

  void stop(clock::time_point deadline) noexcept override {
    if (in_child() || !keeping_.joinable()) return;
    courier_state& s = *state_;
    bool ended = false;
    try {
      std::unique_lock guard(s.lock);
      s.stopping = true;
      s.stop_by = deadline;
      s.work.notify_all();
      s.delivery.notify_all();
      s.client.hurry(deadline);
      // Past the deadline the threads still get the moment in which they notice it.
      constexpr std::chrono::milliseconds grace{250};
      ended = s.progress.wait_until(guard, std::max(deadline, clock::now()) + grace,
                                    [&] { return s.keeping_ended && s.delivering_ended; });
    } catch (...) {
      ended = false;
    }
    s.client.cancel();
    end(keeping_, ended);
    end(delivering_, ended);
    if (!s.options.store_enabled && s.captured > 0) s.shelf.lose_pending();
    if (!ended)
      self_log("courier_left", "reports: a thread did not end in time and is left behind");
  }

  courier_counts counts() const noexcept override {
    const courier_state& s = *state_;
    courier_counts out = s.shelf.counts();
    out.captured = s.captured;
    out.dropped += s.refused;
    out.sent = s.sent;
    out.failed = s.failed;
    return out;
  }

 private:
  bool in_child() const noexcept { return ::getpid() != owner_; }
  static void end(std::thread& t, bool ended) noexcept {
    if (!t.joinable()) return;
    if (ended)
      t.join();
    else
      t.detach();
  }

  const pid_t owner_ = ::getpid();
  std::shared_ptr<courier_state> state_;
  std::thread keeping_;
  std::thread delivering_;
};

}  // namespace

std::unique_ptr<courier> courier::start(courier_options options, gate& passage, status& error) {
  if (options.store_path.empty()) options.store_path = default_store_file();
  return std::make_unique<report_courier>(std::move(options), passage, error);
}

}  // namespace hedgerow::internal
