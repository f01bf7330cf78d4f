// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The policies in force, made ready to run.
///
/// Which rule decides: rules have an order, that of the policies and within each that of the file.
/// Where the spans of several rules meet, the first of them decides, by its own span; the rest of
/// what the others would have taken there goes as well. A rule without detectors takes the whole
/// value. What an earlier redaction left as a mark stays as it is, so redacting twice changes
/// nothing, but for what a mask has kept of a value that a later rule takes whole. The host's own
/// rules run after all of this on what is left.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "condition.hpp"
#include "policy.hpp"
#include "scanner.hpp"

namespace hedgerow::policies {

enum class outcome { unchanged, replaced, dropped };

/// One decision, for `policy try`. Never the value itself.
struct decision {
  const rule* by;
  const policy* of;
  std::size_t begin;  ///< in the text as earlier decisions left it
  std::size_t length;
};

class policy_set {
 public:
  explicit policy_set(std::vector<policy> policies);
  policy_set(const policy_set&) = delete;
  policy_set& operator=(const policy_set&) = delete;

  struct value {
    std::string_view text;
    bool is_number = false;  ///< only its key can tell that a number is personal
  };
  /// Redacts a value into `out` (its former content is gone); `out` is set when replaced. Not to be
  /// called by two threads at once.
  outcome redact(const place& where, const value& what, std::string& out,
                 const std::function<void(const decision&)>& tell = {});

  const std::vector<policy>& policies() const noexcept { return policies_; }
  bool has_conditions() const noexcept { return any_condition_; }

 private:
  struct span {
    std::size_t begin;
    std::size_t end;
    std::uint32_t rule;
  };
  struct entry {
    const rule* what;
    const policy* of;
  };
  bool applies(std::uint32_t rule, const place& where);
  outcome pass(const place& where, const value& what, bool first, std::string& out,
               const std::function<void(const decision&)>& tell);
  void collect_whole(const place& where, const value& what);
  void collect(const place& where, const value& what);
  void keep_marks(std::string_view text);

  std::vector<policy> policies_;
  std::vector<entry> rules_;  ///< in their order
  std::vector<std::string_view> detectors_;
  std::vector<std::vector<std::uint32_t>> rules_of_detector_;
  std::vector<std::uint32_t> whole_value_rules_;
  std::vector<std::uint32_t> custom_rules_;
  bool any_condition_ = false;
  scanner scanner_;
  std::vector<finding> findings_;  ///< kept for their room
  std::vector<span> spans_;
  std::string again_;
  std::vector<std::int8_t> applies_;  ///< -1 unknown, of the value at hand
};

}  // namespace hedgerow::policies
