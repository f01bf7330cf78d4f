// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The plugin: hedgerow.redactor/1 and hedgerow.command/1.
#include <charconv>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include "audit.hpp"
#include "audit_file.hpp"
#include "background.hpp"
#include "policy_command.hpp"
#include "policy_set.hpp"
#include "policy_slot.hpp"
#include "policy_source.hpp"
#include "settings.hpp"

namespace hedgerow::policies {

namespace {

/// A leaf's value as text, in `buffer` when it is a number; empty when there is nothing to hide.
policy_set::value text_of(const hedgerow_value& value, char (&buffer)[32]) {
  const auto number = [&](auto n) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, n).ptr;
    return policy_set::value{{buffer, std::size_t(end - buffer)}, true};
  };
  switch (value.type) {
  case HEDGEROW_BOOLEAN:
    return {value.as.boolean ? "true" : "false", true};
  case HEDGEROW_SIGNED:
    return number(value.as.signed_integer);
  case HEDGEROW_UNSIGNED:
    return number(value.as.unsigned_integer);
  case HEDGEROW_FLOATING:
    return number(value.as.floating);
  case HEDGEROW_STRING:
    return {sdk::text(value.as.string), false};
  case HEDGEROW_NUMBER_TEXT:
    return {sdk::text(value.as.string), true};
  default:
    return {};
  }
}

/// The key with the name of what holds it, "patient.name": what is meant often stands there.
std::string_view key_in_context(const hedgerow_leaf& leaf) {
  const auto path = sdk::text(leaf.path), key = sdk::text(leaf.key);
  const auto at = path.rfind(key);
  if (key.empty() || at == std::string_view::npos || at < 2) return key;
  auto begin = at - 1;  // past the dot, to the segment before that is no index
  for (;;) {
    const auto dot = path.rfind('.', begin - 1);
    const auto from = dot == std::string_view::npos ? 0 : dot + 1;
    const auto segment = path.substr(from, begin - from);
    if (from == 0 || segment.find_first_not_of("0123456789") != std::string_view::npos)
      return path.substr(from, at + key.size() - from);
    begin = dot;
  }
}

class redaction_policies {
 public:
  redaction_policies(sdk::host host, std::string_view config)
      : host_(host), settings_(read_settings(config)) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be set up");
  }

  void use_policies(std::string_view policies) {
    const auto names = nlohmann::json::parse(policies, nullptr, false);
    if (!names.is_array())
      throw sdk::bad_input("the policies are no JSON array of names and paths");
    std::vector<std::string> list;
    for (const auto& name : names) {
      if (!name.is_string())
        throw sdk::bad_input("policies: found " + name.dump() +
                             ", expected the name of a pack or the path of a file");
      list.push_back(name);
    }
    policy_source source(list);
    auto read = source.read();
    if (!read.problems.empty()) throw sdk::bad_input(summary_of(read.problems));
    background_.stop();
    source_ = std::move(source);
    slot_.post(std::make_unique<policy_set>(std::move(read.policies), &counts_));
    look_after();
  }

  void redact(const hedgerow_subject_v1& subject, sdk::answers answers) {
    if (background_.forked()) look_after();
    auto* const set = slot_.current();
    if (set == nullptr) return;
    where_.logger = sdk::text(subject.logger);
    where_.level = subject.level;
    where_.event = sdk::text(subject.event_name);
    where_.is_report = subject.is_report != 0;
    char buffer[32];
    for (std::uint64_t i = 0; i < subject.leaf_count; ++i) {
      const auto& leaf = subject.leaves[i];
      const auto value = text_of(leaf.value, buffer);
      if (value.text.empty()) continue;
      where_.path = sdk::text(leaf.path);
      where_.key = key_in_context(leaf);
      where_.data_class = leaf.value.data_class;
      if (set->needs_names()) where_.set_names(sdk::text(leaf.key), where_.path);
      const auto result = set->redact(where_, value, text_);
      if (result == outcome::dropped) return answers.drop();
      if (result == outcome::replaced) answers.replace(i, text_);
      for (const auto& made : set->decisions())
        if (made.of->receipts) give_receipt(made, i, answers);
    }
  }

  void stop(std::chrono::milliseconds) {
    background_.stop();
    tell_counts();
  }

  static constexpr std::string_view command_name = policy_command_name;
  static constexpr std::string_view command_summary = policy_command_summary;
  std::int32_t run(std::span<const std::string_view> arguments, sdk::console console) {
    return run_policy_command(arguments, console);
  }

 private:
  /// Files are read and counts are told by a thread of their own: no event waits for that.
  void look_after() {
    std::vector<background::task> tasks;
    if (settings_.reload.count() > 0 && source_.has_files())
      tasks.push_back({settings_.reload, [this] { guarded([this] { reload(); }); }});
    if (settings_.audit.count() > 0)
      tasks.push_back({settings_.audit, [this] { guarded([this] { tell_counts(); }); }});
    background_.start(std::move(tasks));
  }

  template <class Work>
  void guarded(const Work& work) const noexcept {
    try {
      work();
    } catch (const std::exception& e) {
      host_.error(e.what());
    }
  }

  void reload() {
    slot_.sweep();
    if (!source_.has_changed()) return;
    auto read = source_.read();
    if (!read.problems.empty()) {
      host_.warning("the policies have changed and are refused, the earlier ones stay in force: " +
                    summary_of(read.problems));
      return;
    }
    std::size_t rules = 0;
    for (const auto& one : read.policies)
      rules += one.rules.size();
    slot_.post(std::make_unique<policy_set>(std::move(read.policies), &counts_));
    host_.info("the policies have changed and are in force, " + std::to_string(rules) +
               (rules == 1 ? " rule" : " rules"));
  }

  void tell_counts() {
    const auto lines = counts_.lines();
    const auto text = summary_of(lines);
    if (text == told_) return;
    told_ = text;
    host_.info("redacted so far, by rule: " + text);
    if (settings_.audit_file.empty()) return;
    const auto why = write_whole(settings_.audit_file,
                                 audit_json(lines, since_, std::chrono::system_clock::now()));
    if (!why.empty()) host_.warning("the audit is not written: " + why);
  }

  static void give_receipt(const decision& made, std::uint64_t leaf, const sdk::answers& answers) {
    if (made.dry_run || made.done == action::kind::keep) return;
    const auto rule = made.of->name + "/" + made.by->name;
    const auto done = name_of(made.done);
    answers.receipt({0, sdk::str(rule), sdk::str(done), leaf, made.begin, made.length});
  }

  const sdk::host host_;
  const module_settings settings_;
  const std::chrono::system_clock::time_point since_ = std::chrono::system_clock::now();
  audit counts_;
  std::string told_;  ///< what tell_counts() said last
  policy_source source_;
  policy_slot slot_;
  place where_;
  std::string text_;
  background background_;  // last: its tasks use all of the above
};

}  // namespace

}  // namespace hedgerow::policies

using hedgerow::policies::redaction_policies;
HEDGEROW_PLUGIN(redaction_policies, "hedgerow.redaction_policies", "0.1.0",
                "LicenseRef-Hedgerow-EE", "enterprise", "hedgerow.redactor/1,hedgerow.command/1");
