// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <array>

#include "problem.hpp"
#include "revealer.hpp"

namespace hedgerow::policies {

namespace {

/// The rules that encrypt digits, by name; and what each line was before one of them did.
std::int32_t reveal_digits(const options& wanted, const std::vector<policy>& policies,
                           const sdk::console& console) {
  const auto refuse = [&](const std::string& why) {
    console.error("hedgerow policy reveal: " + why + "\n");
    return std::int32_t(wrong_use);
  };
  const rule* chosen = nullptr;
  const policy* holder = nullptr;
  std::vector<std::string_view> names;
  for (const auto& one : policies)
    for (const auto& rule : one.rules) {
      if (rule.then.what != action::kind::encrypt_digits) continue;
      names.push_back(rule.name);
      if (rule.name != wanted.rule || chosen != nullptr) continue;
      chosen = &rule;
      holder = &one;
    }
  if (names.empty()) return refuse("no rule of the policies encrypts digits");
  if (chosen == nullptr) return refuse(unknown_word("rule", wanted.rule, names));
  const auto* key = &chosen->then.keys.current();
  if (!wanted.key.empty()) {
    const auto found = holder->keys.find(wanted.key);
    std::vector<std::string_view> ids;
    for (const auto& [id, unused] : holder->keys)
      ids.push_back(id);
    if (found == holder->keys.end()) return refuse(unknown_word("key id", wanted.key, ids));
    key = found->second.get();
  }
  std::int32_t result = fine;
  for_each_line(wanted.text, console, [&](std::string_view line) {
    std::string why;
    if (const auto value = chosen->then.digits.decrypted(*key, line, why)) {
      console.out(*value + "\n");
      return;
    }
    console.out(std::string(line) + "\n");
    console.error("hedgerow policy reveal: not a value of the rule \"" + chosen->name +
                  "\": " + why + "\n");
    result = findings;
  });
  return result;
}

}  // namespace

std::int32_t reveal_verb(std::span<const std::string_view> words, const sdk::console& console) {
  using namespace std::string_view_literals;
  static constexpr std::array allowed = {"--rule"sv, "--key"sv, "--text"sv};
  const auto wanted = read_options(words, allowed, console);
  if (!wanted) return wrong_use;
  if (wanted->names.empty()) {
    console.error("hedgerow policy reveal: no policy is named, and so no key\n\n" +
                  std::string(policy_usage));
    return wrong_use;
  }
  const auto policies = read_all(wanted->names, console);
  if (!policies) return findings;
  if (!wanted->rule.empty()) return reveal_digits(*wanted, *policies, console);
  if (!wanted->key.empty()) {
    console.error("hedgerow policy reveal: --key is of use only together with --rule; marks name "
                  "their keys themselves\n");
    return wrong_use;
  }
  revealer by_key(*policies);
  for_each_line(wanted->text, console,
                [&](std::string_view line) { console.out(by_key.line(line) + "\n"); });
  for (const auto& problem : by_key.problems())
    console.error("hedgerow policy reveal: " + problem + "\n");
  return by_key.problems().empty() ? fine : findings;
}

}  // namespace hedgerow::policies
