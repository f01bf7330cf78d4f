// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "audit.hpp"

namespace hedgerow::policies {

rule_counts& audit::of(const std::string& policy, const std::string& rule) {
  const std::lock_guard lock(turn_);
  return counts_[policy + "/" + rule];
}

std::vector<audit::line> audit::lines() const {
  const std::lock_guard lock(turn_);
  std::vector<line> all;
  for (const auto& [name, counts] : counts_) {
    const line one{name, counts.of(false, false), counts.of(true, false), counts.of(false, true),
                   counts.of(true, true)};
    if (one.events + one.reports + one.dry_run_events + one.dry_run_reports > 0) all.push_back(one);
  }
  return all;
}

std::string summary_of(const std::vector<audit::line>& lines) {
  std::string text;
  for (const auto& one : lines) {
    std::string counts;
    const auto add = [&](std::uint64_t count, const char* what) {
      if (count > 0) counts += (counts.empty() ? " " : ", ") + std::to_string(count) + what;
    };
    add(one.events, " in events");
    add(one.reports, " in reports");
    add(one.dry_run_events, " in events if it were no dry run");
    add(one.dry_run_reports, " in reports if it were no dry run");
    text += (text.empty() ? "" : "; ") + one.rule + counts;
  }
  return text;
}

}  // namespace hedgerow::policies
