// SPDX-License-Identifier: MIT
/// @file
/// The gate's redactor that asks a redactor plugin. It fails closed.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "event/arena.hpp"
#include "gate/redactor.hpp"
#include "plugin/active_plugin.hpp"

namespace hedgerow::internal {

class policy_redactor final : public redactor {
 public:
  /// What one call may take, and what each byte of its texts adds: a line of a megabyte is not the
  /// plugin's fault. One that takes longer `max_overruns` times in a row is quarantined; in a row,
  /// for a machine that stalls now and then is not its fault either.
  static constexpr std::chrono::milliseconds budget{50};
  static constexpr std::chrono::nanoseconds budget_a_byte{1'000};
  static constexpr int max_overruns = 3;

  /// Withholds everything until use_policies succeeds; `plugin` may be null.
  explicit policy_redactor(active_plugin* plugin, std::chrono::nanoseconds allowed = budget);

  /// Gives the plugin its policies. What it says on failure lands in `error`; values are then
  /// withheld.
  bool use_policies(const std::vector<std::string>& policies, std::string& error);
  /// Policies were asked for, and there is nobody to apply them.
  void fail(std::string why);

  bool redact(const subject& about, std::span<const leaf> leaves,
              redaction_answers& answers) noexcept override;
  std::string failure() const override;

 private:
  bool refuse(std::string_view code, std::string why) noexcept;

  active_plugin* const plugin_;
  const hedgerow_redactor_v1* const table_;
  const std::chrono::nanoseconds budget_;
  arena memory_;  // calls are made from one thread at a time
  int overruns_ = 0;
  bool ready_ = false;
  mutable std::mutex turn_;
  std::string failure_;
};

}  // namespace hedgerow::internal
