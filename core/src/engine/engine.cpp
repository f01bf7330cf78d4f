// SPDX-License-Identifier: MIT
#include "engine/engine.hpp"

#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "context/node.hpp"
#include "engine/config_reader.hpp"
#include "engine/last_words.hpp"
#include "engine/levels.hpp"
#include "engine/modules.hpp"
#include "engine/recorder.hpp"
#include "gate/clean_sentence.hpp"
#include "gate/self_log.hpp"
#include "ring/ring.hpp"

namespace hedgerow::internal {

namespace {

/// Set while this thread starts or stops the engine: the plugin host may fork a probe then, which
/// is no child that goes on.
constinit thread_local bool at_work = false;

struct working {
  working() noexcept { at_work = true; }
  ~working() { at_work = false; }
};

/// Synchronous mode: see set_taker().
bool take_here(detail::ring_writer& w, std::size_t size) noexcept {
  return engine::the().take(w, size);
}

}  // namespace

engine& engine::the() noexcept {
  static auto* whole = new engine;
  return *whole;
}

status engine::init(const init_options& options) {
  config settings;
  status error = read_config(options, settings);

  const std::lock_guard lock(turn_);
  const working here;
  status build_error;
  if (pipeline_ != nullptr) {
    // Plugins are one a process, so the old whole ends first; what is logged meanwhile waits.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    backend_.flush(deadline);
    set_taker(nullptr);
    backend_.use(nullptr);
    pipeline_->stop(deadline);
    pipeline_.reset();
  }
  auto fresh = pipeline::build(std::move(settings), build_error);
  if (!build_error && error) error = build_error;

  set_policy({fresh->settings.queue.bytes_per_thread, fresh->settings.queue.when_full,
              fresh->settings.queue.block_at_most});
  if (accepting_now() == accepting::stopped) discard_unread(loss::after_shutdown);
  apply_levels(fresh->settings.levels);
  keep_retired(true);
  start_recorder(fresh->settings);
  pipeline_ = fresh;
  set_taker(fresh->settings.mode == run_mode::synchronous ? &take_here : nullptr);
  backend_.use(fresh);
  set_accepting(accepting::running);
  if (fresh->settings.mode == run_mode::synchronous)  // what waits is written before init() returns
    backend_.flush(std::chrono::steady_clock::now());
  if (status bad = backend_.run_on(fresh->settings.backend_cpus); error && !bad) error = bad;
  hook_process();
  if (fresh->settings.capture_terminate)
    install_last_words();
  else
    remove_last_words();
  if (!error) error = status::failure(clean_sentence(error.message()));
  if (!error) self_log("init", error.message());  // for those who do not look at the status
  return error;
}

bool engine::flush(std::chrono::steady_clock::time_point deadline) noexcept {
  const auto now = current();
  if (now == nullptr) return true;
  const bool events = backend_.flush(deadline);
  const bool reports = now->reports == nullptr || now->reports->flush(deadline);
  return events && reports;
}

bool engine::shutdown(std::chrono::steady_clock::time_point deadline) noexcept {
  const std::lock_guard lock(turn_);
  const working here;
  wake_in_child();
  if (pipeline_ == nullptr) {
    say_losses();
    return true;
  }
  set_accepting(accepting::stopped);
  remove_last_words();
  const bool drained = backend_.stop(deadline);
  if (drained) discard_unread(loss::after_shutdown);
  if (drained) keep_retired(false);
  if (drained) end_recorder();
  pipeline_->stop(deadline);
  if (drained) pipeline_.reset();
  say_losses();
  return drained;
}

void engine::begin_capture() {
  const std::lock_guard lock(turn_);
  const working here;
  wake_in_child();
  if (pipeline_ == nullptr) {
    auto bare = pipeline::for_captures();
    before_captures_ = accepting_now();
    pipeline_ = bare;
    set_taker(take_here);
    backend_.use(std::move(bare));
    set_accepting(accepting::running);
    hook_process();
  } else {
    backend_.flush(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  }
  ++captures_;
}

void engine::end_capture() noexcept {
  const std::lock_guard lock(turn_);
  const working here;
  if (--captures_ > 0 || pipeline_ == nullptr || !pipeline_->only_captures) return;
  set_accepting(before_captures_);
  set_taker(nullptr);
  backend_.stop(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  pipeline_.reset();
}

std::shared_ptr<pipeline> engine::current() noexcept {
  const std::lock_guard lock(turn_);
  wake_in_child();
  return accepting_now() == accepting::running ? pipeline_ : nullptr;
}

void engine::say_losses() noexcept {
  const std::uint64_t total = losses.total();
  if (total == losses_said_) return;
  losses_said_ = total;
  try {
    std::string text =
        std::to_string(total) + (total == 1 ? " event was lost:" : " events were lost:");
    for (std::size_t i = 0; i < static_cast<std::size_t>(loss::count); ++i)
      if (const auto n = losses.of(static_cast<loss>(i)); n > 0)
        text += " " + std::string(to_string(static_cast<loss>(i))) + "=" + std::to_string(n);
    self_log("events_lost", text);
  } catch (...) {
    self_log("events_lost", "events were lost, and there is no memory to say how many");
  }
}

void engine::hook_process() noexcept {
  if (hooked_) return;
  hooked_ = true;
  set_fork_hook([]() noexcept { static_cast<void>(engine::the().current()); });
  pthread_atfork([] { engine::the().before_fork(); }, [] { engine::the().after_fork_in_parent(); },
                 [] { engine::the().after_fork_in_child(); });
  std::atexit(
      [] { engine::the().shutdown(std::chrono::steady_clock::now() + std::chrono::seconds(5)); });
}

void engine::before_fork() noexcept {
  if (at_work) return;
  turn_.lock();
  backend_.pause();
  lock_loggers();
  lock_nodes();
  lock_modules();
}

void engine::after_fork_in_parent() noexcept {
  if (at_work) return;
  unlock_modules();
  unlock_nodes();
  unlock_loggers();
  backend_.resume();
  turn_.unlock();
}

void engine::after_fork_in_child() noexcept {
  if (at_work) {  // a child that only tries something out must not write into the parent's rings
    forget_images_after_fork();
    forget_after_fork();
    return;
  }
  unlock_modules();
  unlock_nodes();
  unlock_loggers();
  backend_.resume();
  leave_recorder_to_parent();
  forget_after_fork();
  if (accepting_now() == accepting::running) {
    // Most children exec at once: threads are started when something is logged or captured.
    asleep_in_child_ = true;
    set_accepting(accepting::forked);
  }
  turn_.unlock();
}

void engine::wake_in_child() noexcept {
  if (!asleep_in_child_) return;
  asleep_in_child_ = false;
  try {
    pipeline_->restart_after_fork();
    start_recorder(pipeline_->settings);
    backend_.restart_after_fork();
    set_accepting(accepting::running);
  } catch (...) {
    set_accepting(accepting::stopped);
    self_log("fork", "no thread could be started in a forked child; it logs nothing");
  }
}

}  // namespace hedgerow::internal

namespace hedgerow {

using internal::engine;
using std::chrono::steady_clock;

status init(const init_options& options) noexcept {
  try {
    return engine::the().init(options);
  } catch (const std::exception& e) {
    return status::failure(std::string("hedgerow could not start: ") + e.what());
  }
}

bool flush(std::chrono::milliseconds timeout) noexcept {
  return engine::the().flush(steady_clock::now() + timeout);
}

bool shutdown(std::chrono::milliseconds timeout) noexcept {
  return engine::the().shutdown(steady_clock::now() + timeout);
}

status set_levels(std::string_view levels) noexcept {
  try {
    internal::level_rules rules;
    if (status bad = internal::parse_levels(levels, rules); !bad) return bad;
    internal::apply_levels(rules);
    return {};
  } catch (const std::exception& e) {
    return status::failure(e.what());
  }
}

}  // namespace hedgerow
