// SPDX-License-Identifier: MIT
#include "engine/plugin_sink.hpp"

#include <algorithm>
#include <atomic>
#include <string>

#include "gate/self_log.hpp"
#include "plugin/active_plugin.hpp"
#include "plugin/convert.hpp"

namespace hedgerow::internal {

namespace {

class plugin_sink final : public sink {
 public:
  plugin_sink(const plugin_interface<hedgerow_sink_v1>& plugin, level threshold)
      : plugin_(plugin), threshold_(threshold) {}

  void write(const clean_event& event) noexcept override {
    if (event.severity() < threshold_) return;
    try {
      memory_.reset();
      const hedgerow_event_v1 converted = to_abi(event, memory_);
      const hedgerow_event_v1* const one[] = {&converted};
      std::string why;
      const hedgerow_status status = plugin_.plugin->call(
          why, [&](void* instance) { return plugin_.table->write(instance, one, 1); });
      if (status == HEDGEROW_OK)
        failures_in_a_row_ = 0;
      else
        lost(status, why);
    } catch (...) {
      failed_.fetch_add(1, std::memory_order_relaxed);  // no memory for the copy
    }
  }

  bool flush(std::chrono::steady_clock::time_point deadline) noexcept override {
    using std::chrono::milliseconds;
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
    std::string why;
    const hedgerow_status status = plugin_.plugin->call(why, [&](void* instance) {
      return plugin_.table->flush(
          instance, static_cast<std::uint32_t>(std::max(left, milliseconds(0)).count()));
    });
    return status == HEDGEROW_OK;
  }

  bool belongs_to_parent() const noexcept override { return true; }  // its threads are not here

  std::uint64_t failed() const noexcept override { return failed_.load(std::memory_order_relaxed); }

 private:
  void lost(hedgerow_status status, const std::string& why) {
    failed_.fetch_add(1, std::memory_order_relaxed);
    if (!plugin_.plugin->usable()) return;
    if (status == HEDGEROW_TRY_LATER) {
      self_log("plugin_sink_busy", "the plugin " + plugin_.plugin_id + " took no event: " + why);
      return;
    }
    self_log("plugin_sink_failed", "the plugin " + plugin_.plugin_id + " lost an event: " + why);
    if (++failures_in_a_row_ >= max_failures_in_a_row)
      plugin_.plugin->quarantine("write_failed", "it failed " + std::to_string(failures_in_a_row_) +
                                                     " events in a row, the last one because " +
                                                     why);
  }

  const plugin_interface<hedgerow_sink_v1> plugin_;
  const level threshold_;
  arena memory_;
  int failures_in_a_row_ = 0;
  std::atomic<std::uint64_t> failed_{0};
};

}  // namespace

std::unique_ptr<sink> make_plugin_sink(const plugin_interface<hedgerow_sink_v1>& plugin,
                                       level threshold) {
  return std::make_unique<plugin_sink>(plugin, threshold);
}

}  // namespace hedgerow::internal
