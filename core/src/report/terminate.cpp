// SPDX-License-Identifier: MIT
#include "report/terminate.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>

namespace hedgerow::internal {
namespace {

std::atomic<terminate_function> capture_with{nullptr};
std::atomic<std::terminate_handler> before{nullptr};
std::atomic<pid_t> terminating{0};
thread_local bool in_hook = false;

/// Another thread terminates the process at this moment: it is given the time to store its report.
void let_the_first_finish() noexcept {
  const timespec patience{3, 0};
  ::nanosleep(&patience, nullptr);
}

[[noreturn]] void hook() noexcept {
  // A terminate within the capture, or within the handler before: no second round.
  if (in_hook) std::abort();
  in_hook = true;
  pid_t nobody = 0;
  const pid_t self = ::getpid();
  if (!terminating.compare_exchange_strong(nobody, self) && nobody == self) {
    let_the_first_finish();
    std::abort();
  }
  if (const terminate_function capture = capture_with.load()) capture(std::current_exception());
  if (const std::terminate_handler next = before.load()) next();
  std::abort();
}

std::int64_t now_ns() noexcept {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

void install_terminate_hook(terminate_function capture) noexcept {
  capture_with.store(capture);
  const std::terminate_handler current = std::get_terminate();
  if (current == hook) return;
  before.store(current);
  std::set_terminate(hook);
}

void uninstall_terminate_hook() noexcept {
  capture_with.store(nullptr);
  if (std::get_terminate() == hook) std::set_terminate(before.load());
}

report terminate_report(const std::exception_ptr& error, const throw_tracer& tracer) {
  report r;
  r.id = new_report_id();
  r.at_ns = now_ns();
  r.severity = level::critical;
  r.handled = false;
  r.mechanism = "terminate";
  r.source = "cpp.terminate_handler";
  r.thread_id = static_cast<std::uint64_t>(::syscall(SYS_gettid));
  r.chain = describe(error, tracer);
  if (r.chain.empty()) {
    thrown t;
    t.type = "std::terminate";
    t.value = "terminate called without an active exception";
    r.chain.push_back(std::move(t));
  }
  return r;
}

}  // namespace hedgerow::internal
