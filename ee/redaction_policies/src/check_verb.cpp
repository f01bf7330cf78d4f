// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <array>
#include <filesystem>

#include "pack.hpp"
#include "policy_reader.hpp"

namespace hedgerow::policies {

namespace {

using json = nlohmann::ordered_json;

json as_json(const problem& one) {
  return {{"file", one.file}, {"line", one.line}, {"path", one.path}, {"text", one.text}};
}

}  // namespace

std::int32_t check_verb(std::span<const std::string_view> words, const sdk::console& console) {
  using namespace std::string_view_literals;
  static constexpr std::array allowed = {"--json"sv};
  const auto given = read_options(words, allowed, console);
  if (!given) return wrong_use;
  const auto& wanted = *given;
  if (wanted.names.empty()) {
    console.error("hedgerow policy check: no file is named\n\n" + std::string(policy_usage));
    return wrong_use;
  }
  std::size_t problems = 0;
  for (const auto& name : wanted.names) {
    if (find_pack(name) != nullptr && !std::filesystem::exists(name)) {
      console.error("hedgerow policy check: \"" + name +
                    "\" is a pack, which is always fine; expected a policy file (`hedgerow policy "
                    "list " +
                    name + "` shows the pack)\n");
      return wrong_use;
    }
    const auto result = read_policy_file(name);
    problems += result.problems.size();
    if (wanted.as_json) {
      json report{{"file", name},
                  {"rules", result.read.rules.size()},
                  {"problems", json::array()},
                  {"notes", json::array()}};
      for (const auto& one : result.problems)
        report["problems"].push_back(as_json(one));
      for (const auto& one : result.notes)
        report["notes"].push_back(as_json(one));
      console.out(line_of(report));
      continue;
    }
    for (const auto& one : result.problems)
      console.out(one.str() + "\n");
    for (const auto& one : result.notes)
      console.out(one.str() + "\n");
    if (result.problems.empty())
      console.out(name + ": fine, " + std::to_string(result.read.rules.size()) +
                  (result.read.rules.size() == 1 ? " rule\n" : " rules\n"));
  }
  return problems == 0 ? fine : findings;
}

}  // namespace hedgerow::policies
