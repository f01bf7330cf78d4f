// SPDX-License-Identifier: MIT
#include "engine/backend.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "engine/recorder.hpp"
#include "engine/recovery.hpp"
#include "engine/turn_here.hpp"
#include "gate/self_log.hpp"
#include "ring/sleeping_reader.hpp"

namespace hedgerow::internal {

namespace {

using clock = std::chrono::steady_clock;

constexpr auto shortest_nap = std::chrono::microseconds(50);
constexpr auto longest_nap = std::chrono::milliseconds(5);
/// Without an event for so long, the backend sleeps until one comes, which costs its caller a
/// system call. Not longer than `longest_sleep` at once: see announce_sleep().
constexpr auto naps_end_after = std::chrono::milliseconds(250);
constexpr auto longest_sleep = std::chrono::seconds(1);
/// The memory that a recorder needs later takes a while to be allocated: not while the service
/// waits for its first lines.
constexpr auto more_memory_after = std::chrono::milliseconds(5);

/// Signals are for the service's own threads.
class no_signals {
 public:
  no_signals() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~no_signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace

backend::~backend() {
  if (thread_.joinable()) thread_.detach();  // the process is ending without shutdown()
}

void backend::use(std::shared_ptr<pipeline> p) {
  {
    const turn_here turn(turn_);
    pipeline_ = std::move(p);
    if (pipeline_ != nullptr) stats_due_ = clock::now() + pipeline_->settings.stats_interval;
    events_.use(pipeline_.get());
    open_journal();
    until_look_ = 0;
    here_.store(pipeline_ != nullptr && pipeline_->settings.mode == run_mode::synchronous);
  }
  if (here_.load()) {
    stop_thread(clock::now() + std::chrono::seconds(5));
    recover_service();
  } else if (ended_.load()) {
    start_thread();
  }
}

void backend::start_thread() {
  if (thread_.joinable()) thread_.join();
  stopping_ = false;
  ended_.store(false);
  const no_signals blocked;
  thread_ = std::thread([this] { run(); });
  pthread_setname_np(thread_.native_handle(), "hedgerow");
}

bool backend::on_own_thread() const noexcept {
  return thread_.get_id() == std::this_thread::get_id();
}

bool backend::stop(clock::time_point deadline) noexcept {
  if (here_.load()) stop_here();
  return stop_thread(deadline);
}

bool backend::stop_thread(clock::time_point deadline) noexcept {
  if (ended_.load() || on_own_thread()) return true;
  {
    std::unique_lock lock(wishes_turn_);
    stopping_ = true;
    hurry_reader();
    if (!flushed_.wait_until(lock, deadline, [this] { return ended_.load(); })) return false;
  }
  thread_.join();
  return true;
}

bool backend::flush(clock::time_point deadline) noexcept {
  if (here_.load()) return flush_here(deadline);
  if (ended_.load() || on_own_thread()) return true;
  std::unique_lock lock(wishes_turn_);
  const std::uint64_t mine = ++flush_wanted_;
  hurry_reader();
  return flushed_.wait_until(lock, deadline, [&] { return flush_done_ >= mine || ended_.load(); });
}

void backend::pause() noexcept {
  if (turn_here::mine()) return;  // a sink forks
  turn_.lock();
  turn_here::set_mine(true);
  paused_ = true;
  flush_sinks(clock::now() + std::chrono::seconds(1));
  wishes_turn_.lock();
}

void backend::resume() noexcept {
  if (!paused_) return;
  paused_ = false;
  wishes_turn_.unlock();
  turn_here::set_mine(false);
  turn_.unlock();
}

status backend::run_on(const std::vector<std::uint32_t>& cpus) {
  if (cpus.empty() || ended_.load()) return {};
  cpu_set_t set;
  CPU_ZERO(&set);
  std::string all;
  for (const std::uint32_t cpu : cpus) {
    if (cpu < CPU_SETSIZE) CPU_SET(cpu, &set);
    all += (all.empty() ? "" : ", ") + std::to_string(cpu);
  }
  const int error = pthread_setaffinity_np(thread_.native_handle(), sizeof set, &set);
  if (error == 0) return {};
  return status::failure("backend.cpus: the thread cannot run on " + all + ": " +
                         std::generic_category().message(error));
}

void backend::restart_after_fork() {
  // The parent's thread does not exist here; its handle must not be joined or detached.
  new (&thread_) std::thread();
  new (&flushed_) std::condition_variable();
  flush_done_ = flush_wanted_;
  journal_.reset();  // the parent's
  journaled_ = nullptr;
  large_read_ = 0;
  contexts_.forget_rings_after_fork();
  ended_.store(true);
  use(pipeline_);
  if (status bad = run_on(pipeline_->settings.backend_cpus); !bad) self_log("fork", bad.message());
}

void backend::recover_service() noexcept {
  const turn_here turn(turn_);
  const bool can = pipeline_ != nullptr && !pipeline_->only_captures && !pipeline_->sinks.empty();
  if (can && pipeline_->settings.recorder.enabled) recover_at_start(*pipeline_, events_);
}

void backend::run() noexcept {
  recover_service();
  std::chrono::microseconds nap = shortest_nap;
  auto last_event = clock::now();
  const auto memory_due = last_event + more_memory_after;
  bool has_memory = false;
  bool last_turn = false;
  for (;;) {
    const std::size_t events = drain();
    if (last_turn && events == 0) break;
    answer_flush();
    if (!has_memory && clock::now() >= memory_due) {
      add_recorder_memory();
      has_memory = true;
    }
    if (events > 0) {
      nap = shortest_nap;
      last_event = clock::now();
      continue;
    }
    if (reader_sleeps()) {
      sleep_announced(longest_sleep_now());
      continue;
    }
    // Announced before it looks what others want: who wants something later ends it.
    if (clock::now() - last_event > naps_end_after) {
      drop_spare_memory();
      announce_sleep();
      last_event = clock::now();  // woken, it takes naps again before it sleeps on
    } else {
      announce_nap();
    }
    if (const wish others = others_want(); others != wish::nothing) {
      hurry_reader();  // that is, itself
      last_turn = others == wish::stop;
      if (last_turn) std::this_thread::sleep_for(std::chrono::nanoseconds(grace_ns));
      continue;
    }
    sleep_announced(nap);
    nap = std::min<std::chrono::microseconds>(nap * 2, longest_nap);
  }
  {
    const std::lock_guard turn(turn_);
    flush_sinks(clock::now() + std::chrono::seconds(1));
    if (here_.load())  // the others go on without this thread
      contexts_.step();
    else
      contexts_.finish();
  }
  const std::lock_guard lock(wishes_turn_);
  flush_done_ = flush_wanted_;
  ended_.store(true);
  flushed_.notify_all();
}

backend::wish backend::others_want() noexcept {
  const std::lock_guard lock(wishes_turn_);
  if (stopping_) return wish::stop;
  return flush_wanted_ != flush_done_ ? wish::flush : wish::nothing;
}

std::chrono::nanoseconds backend::longest_sleep_now() noexcept {
  const std::lock_guard turn(turn_);
  if (pipeline_ == nullptr || pipeline_->settings.stats_interval.count() == 0) return longest_sleep;
  return std::clamp<std::chrono::nanoseconds>(stats_due_ - clock::now(), shortest_nap,
                                              longest_sleep);
}

void backend::answer_flush() noexcept {
  std::uint64_t wanted = 0;
  {
    const std::lock_guard lock(wishes_turn_);
    if (flush_wanted_ == flush_done_) return;
    wanted = flush_wanted_;
  }
  std::vector<std::pair<ring*, std::uint64_t>> until;
  try {
    for (ring* r = first_ring(); r != nullptr; r = r->next)
      until.emplace_back(r, r->published_position());
  } catch (...) {
  }
  for (const auto& [r, position] : until)
    while (r->read.load(std::memory_order_relaxed) < position && has_pipeline())
      drain();
  {
    const std::lock_guard turn(turn_);
    flush_sinks(clock::now() + std::chrono::seconds(5));
  }
  const std::lock_guard lock(wishes_turn_);
  flush_done_ = wanted;
  flushed_.notify_all();
}

bool backend::has_pipeline() noexcept {
  const std::lock_guard turn(turn_);
  return pipeline_ != nullptr;
}

bool backend::flush_sinks(clock::time_point deadline) noexcept {
  bool all = true;
  if (pipeline_ != nullptr)
    for (const auto& s : pipeline_->sinks)
      all = s->flush(deadline) && all;
  return all;
}

}  // namespace hedgerow::internal
