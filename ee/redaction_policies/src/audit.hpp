// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// How often each rule did something. Counted for what goes to the sinks of the log and for what
/// goes to the store of reports apart; nothing of a value is kept.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace hedgerow::policies {

/// The counters of one rule. Any thread.
class rule_counts {
 public:
  void count(bool in_report, bool dry_run) noexcept {
    cells_[(in_report ? 1u : 0u) + (dry_run ? 2u : 0u)].fetch_add(1, std::memory_order_relaxed);
  }
  std::uint64_t of(bool in_report, bool dry_run) const noexcept {
    return cells_[(in_report ? 1u : 0u) + (dry_run ? 2u : 0u)].load(std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, 4> cells_{};
};

/// All counters of a process, by "policy/rule": they outlive a reload. Any thread.
class audit {
 public:
  /// The counters of a rule, there for the life of this object.
  rule_counts& of(const std::string& policy, const std::string& rule);

  struct line {
    std::string rule;                               ///< "policy/rule"
    std::uint64_t events, reports;                  ///< values taken in each
    std::uint64_t dry_run_events, dry_run_reports;  ///< that a dry run would have taken
  };
  /// The rules that did something, by name.
  std::vector<line> lines() const;

 private:
  mutable std::mutex turn_;
  std::map<std::string, rule_counts> counts_;
};

/// "pci/card_cvv 3 in events, 1 in reports, 2 more if it were no dry run; ...", or empty.
std::string summary_of(const std::vector<audit::line>& lines);

}  // namespace hedgerow::policies
