// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The policies in force, made ready to run.
///
/// Which rule decides: rules have an order, that of the policies and within each that of the file;
/// before all of them come the "only" of the policies. Where the spans of several rules meet, the
/// first of them decides, by its own span; the rest of what the others would have taken there goes
/// as well. A rule without detectors takes the whole value. What an earlier redaction left as a
/// mark stays as it is, so redacting twice changes nothing, but for what a mask has kept of a value
/// that a later rule takes whole, and for encrypted digits, which look like digits. The host's own
/// rules run after all of this on what is left.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit.hpp"
#include "condition.hpp"
#include "edit_list.hpp"
#include "policy.hpp"
#include "scanner.hpp"

namespace hedgerow::policies {

enum class outcome { unchanged, replaced, dropped };

/// What a rule did, or in a dry run would have done. Never the value itself.
struct decision {
  const rule* by;
  const policy* of;
  std::uint32_t number;  ///< of the rule in its set
  std::size_t begin;     ///< in the text as it was given
  std::size_t length;
  action::kind done;
  bool dry_run;
};

class policy_set {
 public:
  /// @param counts outlives the set; null: nothing is counted
  explicit policy_set(std::vector<policy> policies, audit* counts = nullptr);
  policy_set(const policy_set&) = delete;
  policy_set& operator=(const policy_set&) = delete;

  struct value {
    std::string_view text;
    bool is_number = false;  ///< only its key can tell that a number is personal
  };
  /// Redacts a value into `out` (its former content is gone); `out` is set when replaced. Allocates
  /// nothing once it has the room, unless something is found. Not to be called by two threads at
  /// once.
  outcome redact(const place& where, const value& what, std::string& out);
  /// Of the last redact().
  std::span<const decision> decisions() const noexcept { return decisions_; }

  const std::vector<policy>& policies() const noexcept { return policies_; }
  /// Whether place::set_names must have been called.
  bool needs_names() const noexcept { return needs_names_; }

 private:
  struct span {
    std::size_t begin;
    std::size_t end;
    std::uint32_t rule;
  };
  struct entry {
    const rule* what;
    const policy* of;
    rule_counts* counts;
  };
  void add(const rule& one, const policy& of, audit* counts);
  outcome all_passes(const place& where, const value& what, std::string& out);
  bool applies(std::uint32_t rule, const place& where);
  outcome pass(const place& where, const value& what, bool first, std::string& out);
  /// @return whether the rule takes the span, so that later ones have no say
  bool take(std::uint32_t rule, const place& where, std::string_view text, std::size_t begin,
            std::size_t end, bool first);
  void collect_whole(const place& where, const value& what);
  void collect(const place& where, const value& what, bool first);
  void keep_marks(std::string_view text);
  void keep_settled();
  outcome rewrite(std::string_view text, std::string& out);

  std::vector<policy> policies_;
  std::vector<entry> rules_;  ///< in their order
  std::vector<std::string_view> detectors_;
  std::vector<std::vector<std::uint32_t>> rules_of_detector_;
  std::vector<std::uint32_t> whole_value_rules_;
  std::vector<std::uint32_t> custom_rules_;
  bool needs_names_ = false;
  std::unique_ptr<scanner> scanner_;
  // Kept for their room.
  std::vector<finding> findings_;
  std::vector<span> spans_;
  std::vector<span> cut_;
  std::vector<decision> decisions_;
  edit_list edits_;
  std::string again_;
  std::vector<std::int8_t> applies_;  ///< -1 unknown, of the value at hand
};

}  // namespace hedgerow::policies
