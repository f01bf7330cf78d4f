// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <array>

#include "policy_set.hpp"

namespace hedgerow::policies {

namespace {

using json = nlohmann::ordered_json;

/// What is particular about a decision.
std::string said_of(const decision& made) {
  if (made.dry_run) return " (dry run, not done)";
  if (made.done == made.by->then.what) return {};
  return " (" + std::string(name_of(made.by->then.what)) + " was not possible)";
}

}  // namespace

std::int32_t try_verb(std::span<const std::string_view> words, const sdk::console& console) {
  using namespace std::string_view_literals;
  static constexpr std::array allowed = {"--key"sv, "--logger"sv, "--text"sv, "--json"sv};
  const auto given = read_options(words, allowed, console);
  if (!given) return wrong_use;
  const auto& wanted = *given;
  if (wanted.names.empty()) {
    console.error("hedgerow policy try: no policy is named\n\n" + std::string(policy_usage));
    return wrong_use;
  }
  auto policies = read_all(wanted.names, console);
  if (!policies) return findings;
  policy_set set(std::move(*policies));
  place where;
  where.logger = wanted.logger;
  where.key = wanted.key;
  where.path = wanted.key;
  where.set_names(wanted.key, wanted.key);
  std::string out;
  std::size_t number = 0;
  const auto one_line = [&](std::string_view line) {
    ++number;
    json decisions = json::array();
    std::string report;
    const auto result = set.redact(where, {line, false}, out);
    for (const auto& made : set.decisions()) {
      json item{{"rule", made.by->name},
                {"policy", made.of->name},
                {"action", name_of(made.done)},
                {"at", made.begin},
                {"length", made.length}};
      if (made.dry_run) item["dry_run"] = true;
      decisions.push_back(std::move(item));
      report += "  " + made.by->name + " (" + made.of->source +
                "): " + std::string(name_of(made.done)) + said_of(made) + ", " +
                std::to_string(made.length) + " bytes at " + std::to_string(made.begin) + "\n";
    }
    const bool dropped = result == outcome::dropped;
    const auto text = result == outcome::replaced ? std::string_view(out) : line;
    if (wanted.as_json) {
      json item{{"line", number}, {"decisions", std::move(decisions)}};
      if (dropped)
        item["dropped"] = true;
      else
        item["text"] = text;
      console.out(line_of(item));
      return;
    }
    console.out(std::to_string(number) + ": " + (dropped ? "(dropped)" : std::string(text)) + "\n" +
                (report.empty() ? "  no rule applies\n" : report));
  };
  for_each_line(wanted.text, console, one_line);
  return fine;
}

}  // namespace hedgerow::policies
