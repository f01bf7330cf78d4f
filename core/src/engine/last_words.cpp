// SPDX-License-Identifier: MIT
#include "engine/last_words.hpp"

#include <chrono>

#include "engine/capture.hpp"
#include "engine/engine.hpp"
#include "report/terminate.hpp"

namespace hedgerow::internal {

namespace {

using namespace std::chrono_literals;

/// A hung disk must not keep a dying process alive.
constexpr auto patience = 2s;

void speak(const std::exception_ptr& error) noexcept {
  const auto running = engine::the().current();
  if (running == nullptr) return;
  try {
    if (running->reports != nullptr) {
      const throw_tracer tracer =
          running->plugins != nullptr ? running->plugins->tracer() : throw_tracer{};
      running->reports->store_now(terminate_report(error, tracer), patience);
    }
  } catch (...) {
    capture_counts().out_of_memory.fetch_add(1, std::memory_order_relaxed);
  }
  engine::the().flush_events(std::chrono::steady_clock::now() + patience);
}

}  // namespace

void install_last_words() noexcept {
  install_terminate_hook(speak);
}
void remove_last_words() noexcept {
  uninstall_terminate_hook();
}

}  // namespace hedgerow::internal
