// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <algorithm>
#include <array>

#include "pack.hpp"

namespace hedgerow::policies {

namespace {

using json = nlohmann::ordered_json;

json as_json(const rule& one) {
  json item{{"name", one.name}, {"about", one.about}, {"action", name_of(one.then.what)}};
  item["conditional"] = one.conditional;
  item["detectors"] = one.detectors;
  item["patterns"] = one.customs.size();
  item["dry_run"] = one.dry_run;
  return item;
}

/// In the order in which they decide.
std::vector<const rule*> rules_of(const policy& one) {
  std::vector<const rule*> all;
  if (one.only) all.push_back(&*one.only);
  for (const auto& rule : one.rules)
    all.push_back(&rule);
  return all;
}

}  // namespace

std::int32_t list_verb(std::span<const std::string_view> words, const sdk::console& console) {
  using namespace std::string_view_literals;
  static constexpr std::array allowed = {"--json"sv};
  const auto given = read_options(words, allowed, console);
  if (!given) return wrong_use;
  const auto& wanted = *given;
  std::vector<std::string> names = wanted.names;
  if (names.empty())
    for (const auto& one : packs())
      names.emplace_back(one.name);
  const auto policies = read_all(names, console);
  if (!policies) return findings;
  if (wanted.as_json) {
    json all = json::array();
    for (const auto& one : *policies) {
      json item{{"name", one.name},
                {"source", one.source},
                {"about", one.about},
                {"rules", json::array()}};
      for (const auto* rule : rules_of(one))
        item["rules"].push_back(as_json(*rule));
      all.push_back(std::move(item));
    }
    console.out(line_of(all));
    return fine;
  }
  constexpr std::size_t column = 24;
  for (const auto& one : *policies) {
    console.out(one.name + " (" + one.source + ")" + (one.about.empty() ? "" : ": " + one.about) +
                "\n");
    for (const auto* rule : rules_of(one)) {
      std::string line = "  " + rule->name;
      line.resize(std::max(line.size() + 1, column), ' ');
      line += std::string(name_of(rule->then.what)) + (rule->dry_run ? " (dry run)  " : "  ");
      console.out(line + rule->about + "\n");
    }
  }
  return fine;
}

}  // namespace hedgerow::policies
