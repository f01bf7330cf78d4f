// SPDX-License-Identifier: MIT
/// @file
/// A plugin whose library is loaded: its calls, one at a time, and its health.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <hedgerow/plugin.h>

#include "plugin/refusal.hpp"

namespace hedgerow::internal {

/// Takes what plugins log; the text has not passed the gate.
using plugin_log = std::function<void(std::string_view plugin, int level, std::string_view text)>;

/// One run of a plugin in this process. Never destroyed, for the plugin may keep the host table,
/// and its threads may use it, until the process ends: made by make() and only ever stopped.
class active_plugin {
 public:
  static active_plugin& make(std::string id, plugin_log log);

  /// Calls the entry, checks the table and starts the plugin with its configuration (JSON text).
  std::optional<refusal> start(hedgerow_plugin_entry_v1_fn entry, std::string_view config);
  /// Ends it; every later call answers HEDGEROW_FAILED. A plugin that another thread hangs in is
  /// left as it is after `timeout`. [main]
  void stop(std::chrono::milliseconds timeout) noexcept;
  /// Takes a plugin out of use that failed while it was used; the first reason is kept.
  void quarantine(std::string_view code, std::string message) noexcept;

  const std::string& id() const noexcept { return id_; }
  bool usable() const noexcept { return usable_.load(std::memory_order_acquire); }
  /// Why it was quarantined; nothing when it was not.
  std::optional<refusal> quarantined() const;

  /// An interface table, or null. A table that is too short for version 1 is as good as none.
  template <class Table>
  const Table* interface(std::string_view id) noexcept {
    const auto* table = static_cast<const Table*>(find_interface(id));
    return table != nullptr && table->struct_size >= sizeof(Table) ? table : nullptr;
  }
  void* instance() const noexcept { return instance_; }

  /// Runs `call(instance)`, one call at a time and only while the plugin is usable. An exception
  /// that crosses the border after all, against the rules, is caught here. `why` receives what the
  /// plugin said when the status is not HEDGEROW_OK.
  template <class Call>
  hedgerow_status call(std::string& why, Call&& call) noexcept {
    const std::lock_guard lock(turn_);
    if (!usable()) {
      say(why, "it is not in use any more");
      return HEDGEROW_FAILED;
    }
    return guarded(why, [&] { return call(instance_); });
  }

 private:
  active_plugin(std::string id, plugin_log log);
  const void* find_interface(std::string_view id) noexcept;

  template <class Call>
  static hedgerow_status guarded(std::string& why, Call&& call) noexcept {
    last_failure().clear();
    hedgerow_status status = HEDGEROW_FAILED;
    try {
      status = call();
    } catch (...) {
      say(last_failure(), "it let an exception cross the border");
    }
    if (status != HEDGEROW_OK)
      say(why, last_failure().empty() ? "it gave no reason" : last_failure());
    return status;
  }

  /// Without memory for the text, the status has to do.
  static void say(std::string& to, std::string_view text) noexcept;

  /// What the plugin said through hedgerow_host_v1::fail, on this thread.
  static std::string& last_failure() noexcept;
  static void on_log(void* context, std::int32_t level, hedgerow_str text);
  static void on_fail(void* context, hedgerow_str text);

  const std::string id_;
  hedgerow_host_v1 host_;
  const hedgerow_plugin_v1* table_ = nullptr;
  void* instance_ = nullptr;
  std::timed_mutex turn_;
  bool started_ = false;
  std::atomic<bool> usable_{false};

  mutable std::mutex health_turn_;
  std::optional<refusal> quarantined_;
  std::mutex log_turn_;
  plugin_log log_;
};

}  // namespace hedgerow::internal
