// SPDX-License-Identifier: MIT
#include "plugin/active_plugin.hpp"

#include <deque>
#include <memory>
#include <utility>

#include "gate/self_log.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t max_failure_text = 4096;

std::string_view view(hedgerow_str s) noexcept {
  return s.data == nullptr ? std::string_view() : std::string_view(s.data, s.size);
}

const void* no_host_interface(void*, hedgerow_str) {
  return nullptr;
}

}  // namespace

active_plugin& active_plugin::make(std::string id, plugin_log log) {
  static std::mutex turn;
  static auto* const all = new std::deque<std::unique_ptr<active_plugin>>;
  std::unique_ptr<active_plugin> made(new active_plugin(std::move(id), std::move(log)));
  const std::lock_guard lock(turn);
  return *all->emplace_back(std::move(made));
}

active_plugin::active_plugin(std::string id, plugin_log log)
    : id_(std::move(id)),
      host_{sizeof host_,
            HEDGEROW_PLUGIN_ABI,
            this,
            {HEDGEROW_VERSION, sizeof HEDGEROW_VERSION - 1},
            on_log,
            on_fail,
            no_host_interface},
      log_(std::move(log)) {}

std::optional<refusal> active_plugin::start(hedgerow_plugin_entry_v1_fn entry,
                                            std::string_view config) {
  std::string why;
  if (guarded(why, [&] {
        table_ = entry(&host_);
        return hedgerow_status{HEDGEROW_OK};
      }) != HEDGEROW_OK)
    return refusal{"entry_refused", "The entry of the plugin failed: " + why + "."};
  if (table_ == nullptr)
    return refusal{"entry_refused", "The plugin says that it cannot work with hedgerow " +
                                        std::string(HEDGEROW_VERSION) + "."};
  if (table_->struct_size < sizeof *table_)
    return refusal{"bad_table", "The plugin's table has " + std::to_string(table_->struct_size) +
                                    " bytes; ABI 1 needs " + std::to_string(sizeof *table_) + "."};
  if (table_->abi != HEDGEROW_PLUGIN_ABI)
    return refusal{"wrong_abi", "The plugin's table is of ABI " + std::to_string(table_->abi) +
                                    "; this hedgerow has ABI " +
                                    std::to_string(HEDGEROW_PLUGIN_ABI) + "."};
  if (table_->start == nullptr || table_->stop == nullptr || table_->get_interface == nullptr)
    return refusal{"bad_table", "The plugin's table lacks one of start, stop and get_interface."};

  const hedgerow_status status = guarded(why, [&] {
    return table_->start(&host_, {config.data(), config.size()}, &instance_);
  });
  if (status != HEDGEROW_OK)
    return refusal{"start_failed",
                   (status == HEDGEROW_BAD_INPUT ? "The plugin does not accept its configuration: "
                                                 : "The plugin did not start: ") +
                       why};
  started_ = true;
  usable_.store(true, std::memory_order_release);
  return std::nullopt;
}

void active_plugin::stop(std::chrono::milliseconds timeout) noexcept {
  usable_.store(false, std::memory_order_release);
  // By the system's clock, because ThreadSanitizer does not know the call behind the steady one.
  std::unique_lock lock(turn_, std::chrono::system_clock::now() + timeout);
  if (lock && std::exchange(started_, false)) {
    std::string why;
    guarded(why, [&] {
      table_->stop(instance_, static_cast<std::uint32_t>(timeout.count()));
      return hedgerow_status{HEDGEROW_OK};
    });
  }
  const std::lock_guard log_lock(log_turn_);
  log_ = nullptr;
}

void active_plugin::quarantine(std::string_view code, std::string message) noexcept {
  usable_.store(false, std::memory_order_release);
  const std::lock_guard lock(health_turn_);
  if (quarantined_) return;
  self_log(code, "the plugin " + id_ + " is out of use: " + message);
  quarantined_ = refusal{code, std::move(message)};
}

std::optional<refusal> active_plugin::quarantined() const {
  const std::lock_guard lock(health_turn_);
  return quarantined_;
}

const void* active_plugin::find_interface(std::string_view id) noexcept {
  const void* found = nullptr;
  std::string why;
  call(why, [&](void* instance) {
    found = table_->get_interface(instance, {id.data(), id.size()});
    return hedgerow_status{HEDGEROW_OK};
  });
  return found;
}

void active_plugin::say(std::string& to, std::string_view text) noexcept {
  try {
    to = text;
  } catch (...) {
    to.clear();
  }
}

std::string& active_plugin::last_failure() noexcept {
  static thread_local std::string text;
  return text;
}

void active_plugin::on_log(void* context, std::int32_t level, hedgerow_str text) {
  auto& self = *static_cast<active_plugin*>(context);
  const std::lock_guard lock(self.log_turn_);
  if (self.log_) self.log_(self.id_, level, view(text));
}

void active_plugin::on_fail(void*, hedgerow_str text) {
  say(last_failure(), view(text).substr(0, max_failure_text));
}

}  // namespace hedgerow::internal
