// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_command.hpp"

#include <array>
#include <string>

#include "command_line.hpp"
#include "problem.hpp"

namespace hedgerow::policies {

std::int32_t run_policy_command(std::span<const std::string_view> words,
                                const sdk::console& console) {
  struct verb {
    std::string_view name;
    std::int32_t (*run)(std::span<const std::string_view>, const sdk::console&);
  };
  static constexpr std::array verbs = {verb{"check", check_verb}, verb{"list", list_verb},
                                       verb{"try", try_verb}, verb{"reveal", reveal_verb}};
  if (words.empty()) {
    console.error(policy_usage);
    return wrong_use;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    console.out(policy_usage);
    return fine;
  }
  std::array<std::string_view, verbs.size()> names;
  for (std::size_t i = 0; i < verbs.size(); ++i) {
    if (words[0] == verbs[i].name) return verbs[i].run(words.subspan(1), console);
    names[i] = verbs[i].name;
  }
  console.error("hedgerow policy: " + unknown_word("word", words[0], names) + "\n\n" +
                std::string(policy_usage));
  return wrong_use;
}

}  // namespace hedgerow::policies
