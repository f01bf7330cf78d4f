// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The plugin: hedgerow.redactor/1 and hedgerow.command/1.
#include <charconv>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include "policy_command.hpp"
#include "policy_reader.hpp"
#include "policy_set.hpp"

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
  redaction_policies(sdk::host, std::string_view config) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be set up");
    const auto settings = nlohmann::json::parse(config);
    if (settings.is_object() && !settings.empty())
      throw sdk::bad_input(
          "plugins.modules.hedgerow.redaction_policies: unknown key \"" + settings.begin().key() +
          "\"; there is nothing to set here, policies are named in redaction.policies");
  }

  void use_policies(std::string_view policies) {
    const auto names = nlohmann::json::parse(policies, nullptr, false);
    if (!names.is_array())
      throw sdk::bad_input("the policies are no JSON array of names and paths");
    std::vector<policy> read;
    for (const auto& name : names) {
      if (!name.is_string())
        throw sdk::bad_input("policies: found " + name.dump() +
                             ", expected the name of a pack or the path of a file");
      auto result = find_policy(name.get<std::string>());
      if (!result.problems.empty()) {
        auto text = result.problems.front().str();
        if (const auto more = result.problems.size() - 1; more > 0)
          text += " (and " + std::to_string(more) + " more: hedgerow policy check)";
        throw sdk::bad_input(text);
      }
      read.push_back(std::move(result.read));
    }
    auto set = std::make_unique<policy_set>(std::move(read));
    const std::lock_guard lock(in_force_);
    set_ = std::move(set);
  }

  void redact(const hedgerow_subject_v1& subject, sdk::answers answers) {
    const std::lock_guard lock(in_force_);
    if (!set_) return;
    place where;
    where.logger = sdk::text(subject.logger);
    where.level = subject.level;
    char buffer[32];
    for (std::uint64_t i = 0; i < subject.leaf_count; ++i) {
      const auto& leaf = subject.leaves[i];
      const auto value = text_of(leaf.value, buffer);
      if (value.text.empty()) continue;
      where.path = sdk::text(leaf.path);
      where.key = key_in_context(leaf);
      where.data_class = leaf.value.data_class;
      if (set_->has_conditions()) {
        where.spelled_key = spelled_out(sdk::text(leaf.key));
        where.segments = path_segments(where.path);
      }
      switch (set_->redact(where, value, text_)) {
      case outcome::unchanged:
        break;
      case outcome::replaced:
        answers.replace(i, text_);
        break;
      case outcome::dropped:
        return answers.drop();
      }
    }
  }

  static constexpr std::string_view command_name = policy_command_name;
  static constexpr std::string_view command_summary = policy_command_summary;
  std::int32_t run(std::span<const std::string_view> arguments, sdk::console console) {
    return run_policy_command(arguments, console);
  }

 private:
  std::mutex in_force_;
  std::unique_ptr<policy_set> set_;
  std::string text_;
};

}  // namespace

}  // namespace hedgerow::policies

using hedgerow::policies::redaction_policies;
HEDGEROW_PLUGIN(redaction_policies, "hedgerow.redaction_policies", "0.1.0",
                "LicenseRef-Hedgerow-EE", "enterprise", "hedgerow.redactor/1,hedgerow.command/1");
