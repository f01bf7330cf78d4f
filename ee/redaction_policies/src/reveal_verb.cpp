// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <array>

#include "revealer.hpp"

namespace hedgerow::policies {

std::int32_t reveal_verb(std::span<const std::string_view> words, const sdk::console& console) {
  using namespace std::string_view_literals;
  static constexpr std::array allowed = {"--text"sv};
  const auto wanted = read_options(words, allowed, console);
  if (!wanted) return wrong_use;
  if (wanted->names.empty()) {
    console.error("hedgerow policy reveal: no policy is named, and so no key\n\n" +
                  std::string(policy_usage));
    return wrong_use;
  }
  const auto policies = read_all(wanted->names, console);
  if (!policies) return findings;
  revealer by_key(*policies);
  for_each_line(wanted->text, console,
                [&](std::string_view line) { console.out(by_key.line(line) + "\n"); });
  for (const auto& problem : by_key.problems())
    console.error("hedgerow policy reveal: " + problem + "\n");
  return by_key.problems().empty() ? fine : findings;
}

}  // namespace hedgerow::policies
