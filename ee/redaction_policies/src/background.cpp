// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "background.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>

namespace hedgerow::policies {

namespace {

std::atomic<unsigned> forks{0};

void count_forks() {
  static const int registered =
      pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(registered);
}

}  // namespace

struct background::worker {
  using clock = std::chrono::steady_clock;

  explicit worker(std::vector<task> wanted) : tasks(std::move(wanted)) {
    due.assign(tasks.size(), clock::time_point());
    for (std::size_t i = 0; i < tasks.size(); ++i)
      due[i] = clock::now() + tasks[i].every;
    // Signals of the process are for its own threads.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
      thread = std::thread([this] { work(); });
    } catch (...) {
      pthread_sigmask(SIG_SETMASK, &before, nullptr);
      throw;
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
  ~worker() {
    {
      const std::lock_guard lock(turn);
      ending = true;
    }
    wake.notify_one();
    thread.join();
  }
  void work() {
    std::unique_lock lock(turn);
    for (;;) {
      const auto next = std::min_element(due.begin(), due.end());
      if (wake.wait_until(lock, *next, [this] { return ending; })) return;
      lock.unlock();
      tasks[std::size_t(next - due.begin())].run();
      lock.lock();
      *next = clock::now() + tasks[std::size_t(next - due.begin())].every;
    }
  }

  std::vector<task> tasks;
  std::vector<clock::time_point> due;
  std::mutex turn;
  std::condition_variable wake;
  bool ending = false;
  std::thread thread;
};

background::background() {
  count_forks();
}

background::~background() {
  stop();
}

bool background::forked() const noexcept {
  return generation_ != forks.load(std::memory_order_relaxed);
}

void background::start(std::vector<task> tasks) {
  stop();
  generation_ = forks.load(std::memory_order_relaxed);
  if (!tasks.empty()) worker_ = std::make_unique<worker>(std::move(tasks));
}

void background::stop() noexcept {
  // The parent's thread is not in the child, and its lock may be held for ever: it is left.
  if (forked())
    static_cast<void>(worker_.release());
  else
    worker_.reset();
}

}  // namespace hedgerow::policies
