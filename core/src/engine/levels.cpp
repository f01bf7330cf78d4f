// SPDX-License-Identifier: MIT
#include "engine/levels.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>

#include <hedgerow/logger.hpp>

#include "context/image.hpp"
#include "context/node.hpp"

namespace hedgerow::internal {

namespace {

/// Never destroyed: loggers are used until the very end of the process.
struct logger_table {
  std::mutex turn;
  std::map<std::string, std::unique_ptr<detail::logger_core>, std::less<>> by_name;
  std::optional<level_rules> rules;  ///< none before init(): everything is kept until it is known

  static logger_table& the() {
    static auto* table = new logger_table;
    return *table;
  }
};

/// Stands in when there is no memory for a logger of its own.
constinit detail::logger_core nameless{level::debug, "hedgerow.out_of_memory"};

}  // namespace

void apply_levels(const level_rules& rules) noexcept {
  auto& table = logger_table::the();
  const std::lock_guard lock(table.turn);
  try {
    table.rules = rules;
  } catch (...) {
  }
  for (auto& [name, core] : table.by_name)
    core->threshold.store(rules.of(name));
}

void image_all_loggers() noexcept {
  auto& table = logger_table::the();
  const std::lock_guard lock(table.turn);
  for (const auto& [name, core] : table.by_name)
    keep_image(core.get(), name);
}

void lock_loggers() noexcept {
  logger_table::the().turn.lock();
}
void unlock_loggers() noexcept {
  logger_table::the().turn.unlock();
}

}  // namespace hedgerow::internal

namespace hedgerow {

using namespace hedgerow::internal;

const detail::logger_core* detail::find_or_make_logger(std::string_view name) noexcept {
  try {
    auto& table = logger_table::the();
    const std::lock_guard lock(table.turn);
    auto at = table.by_name.find(name);
    if (at == table.by_name.end()) {
      at = table.by_name.emplace(std::string(name), nullptr).first;
      const level threshold = table.rules ? table.rules->of(name) : level::debug;
      at->second.reset(new logger_core{threshold, at->first});
      keep_image(at->second.get(), at->first);
    }
    return at->second.get();
  } catch (...) {
    return &nameless;
  }
}

logger logger::try_unbind(std::string_view key) const noexcept {
  bool found = false;
  logger l(core_);
  l.bound_ = detail::context_ref(detail::context_without(bound_.get(), key, &found));
  return l;
}

logger logger::unbind(std::string_view key) const {
  bool found = false;
  logger l(core_);
  l.bound_ = detail::context_ref(detail::context_without(bound_.get(), key, &found));
  if (found) return l;
  std::string message = "unbind: \"" + std::string(key) + "\" is not bound to logger \"" +
                        std::string(core_->name) + "\"; bound are:";
  for (const internal::field& f : fields_of(bound_.get()))
    message += " " + std::string(f.key);
  if (fields_of(bound_.get()).empty()) message += " none";
  throw std::out_of_range(message + " (try_unbind() ignores a missing key)");
}

}  // namespace hedgerow
