// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_command.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pack.hpp"
#include "policy_reader.hpp"
#include "policy_set.hpp"

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;
using json = nlohmann::ordered_json;

enum exit_status : std::int32_t { fine = 0, findings = 1, wrong_use = 2 };

constexpr std::string_view usage =
    "usage: hedgerow policy check FILE... [--json]\n"
    "       hedgerow policy list [PACK|FILE]... [--json]\n"
    "       hedgerow policy try POLICY... [--key KEY] [--logger LOGGER] [--text TEXT] [--json]\n"
    "\n"
    "check  says what is wrong with policy files, with line and path: status 1 when anything is\n"
    "list   shows the rules of packs and policies, all packs when none is named\n"
    "try    shows what each rule does to a text, or to each line of standard input\n";

std::string line_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

/// The words of a command, options apart.
struct options {
  std::vector<std::string> names;
  std::string key;
  std::string logger;
  std::optional<std::string> text;
  bool as_json = false;
};

/// @return nothing after saying on `console` what is wrong
std::optional<options> read_options(std::span<const std::string_view> words,
                                    std::span<const std::string_view> allowed,
                                    const sdk::console& console) {
  options read;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (!word.starts_with("--")) {
      read.names.emplace_back(word);
      continue;
    }
    const auto name = word.substr(0, word.find('='));
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      console.error("hedgerow policy: " + unknown_word("option", name, allowed) + "\n");
      return std::nullopt;
    }
    if (name == "--json") {
      read.as_json = true;
      continue;
    }
    std::string value;
    if (name.size() < word.size()) {
      value = word.substr(name.size() + 1);
    } else if (i + 1 < words.size()) {
      value = words[++i];
    } else {
      console.error("hedgerow policy: " + std::string(name) + " needs a value\n");
      return std::nullopt;
    }
    if (name == "--key")
      read.key = std::move(value);
    else if (name == "--logger")
      read.logger = std::move(value);
    else
      read.text = std::move(value);
  }
  return read;
}

json as_json(const problem& one) {
  return {{"file", one.file}, {"line", one.line}, {"path", one.path}, {"text", one.text}};
}

std::int32_t check(const options& wanted, const sdk::console& console) {
  if (wanted.names.empty()) {
    console.error("hedgerow policy check: no file is named\n\n" + std::string(usage));
    return wrong_use;
  }
  std::size_t problems = 0;
  for (const auto& name : wanted.names) {
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

/// Reads all that are named, or says what is wrong.
std::optional<std::vector<policy>> read_all(const std::vector<std::string>& names,
                                            const sdk::console& console) {
  std::vector<policy> read;
  bool all_fine = true;
  for (const auto& name : names) {
    auto result = find_policy(name);
    for (const auto& one : result.problems)
      console.error(one.str() + "\n");
    all_fine &= result.problems.empty();
    read.push_back(std::move(result.read));
  }
  if (!all_fine) return std::nullopt;
  return read;
}

json as_json(const rule& one) {
  json item{{"name", one.name}, {"about", one.about}, {"action", name_of(one.then.what)}};
  item["conditional"] = one.conditional;
  item["detectors"] = one.detectors;
  item["patterns"] = one.customs.size();
  return item;
}

std::int32_t list(const options& wanted, const sdk::console& console) {
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
      for (const auto& rule : one.rules)
        item["rules"].push_back(as_json(rule));
      all.push_back(std::move(item));
    }
    console.out(line_of(all));
    return fine;
  }
  constexpr std::size_t column = 24;
  for (const auto& one : *policies) {
    console.out(one.name + " (" + one.source + ")" + (one.about.empty() ? "" : ": " + one.about) +
                "\n");
    for (const auto& rule : one.rules) {
      std::string line = "  " + rule.name;
      line.resize(std::max(line.size() + 1, column), ' ');
      line += std::string(name_of(rule.then.what)) + "  ";
      console.out(line + rule.about + "\n");
    }
  }
  return fine;
}

/// Calls `each` for every line of standard input, however it comes in pieces.
void for_each_line(const sdk::console& console, const std::function<void(std::string_view)>& each) {
  std::string kept;
  char buffer[4096];
  while (const auto size = console.read(buffer, sizeof buffer)) {
    kept.append(buffer, size);
    std::size_t begin = 0;
    for (auto end = kept.find('\n'); end != std::string::npos; end = kept.find('\n', begin)) {
      each(std::string_view(kept).substr(begin, end - begin));
      begin = end + 1;
    }
    kept.erase(0, begin);
  }
  if (!kept.empty()) each(kept);
}

std::int32_t attempt(const options& wanted, const sdk::console& console) {
  if (wanted.names.empty()) {
    console.error("hedgerow policy try: no policy is named\n\n" + std::string(usage));
    return wrong_use;
  }
  auto policies = read_all(wanted.names, console);
  if (!policies) return findings;
  policy_set set(std::move(*policies));
  place where;
  where.logger = wanted.logger;
  where.key = wanted.key;
  where.path = wanted.key;
  where.spelled_key = spelled_out(wanted.key);
  where.segments = path_segments(wanted.key);
  std::string out;
  std::size_t number = 0;
  const auto one_line = [&](std::string_view line) {
    ++number;
    json decisions = json::array();
    std::string report;
    const auto result = set.redact(where, {line, false}, out, [&](const decision& made) {
      decisions.push_back({{"rule", made.by->name},
                           {"policy", made.of->name},
                           {"action", name_of(made.by->then.what)},
                           {"at", made.begin},
                           {"length", made.length}});
      report += "  " + made.by->name + " (" + made.of->source +
                "): " + std::string(name_of(made.by->then.what)) + ", " +
                std::to_string(made.length) + " bytes at " + std::to_string(made.begin) + "\n";
    });
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
  if (wanted.text)
    one_line(*wanted.text);
  else
    for_each_line(console, one_line);
  return fine;
}

}  // namespace

std::int32_t run_policy_command(std::span<const std::string_view> words,
                                const sdk::console& console) {
  constexpr std::array verbs = {"check"sv, "list"sv, "try"sv};
  constexpr std::array listing_options = {"--json"sv};
  constexpr std::array try_options = {"--key"sv, "--logger"sv, "--text"sv, "--json"sv};
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    if (words.empty())
      console.error(usage);
    else
      console.out(usage);
    return words.empty() ? wrong_use : fine;
  }
  const auto verb = words[0];
  const auto rest = words.subspan(1);
  if (verb == "try") {
    const auto wanted = read_options(rest, try_options, console);
    return wanted ? attempt(*wanted, console) : std::int32_t(wrong_use);
  }
  if (verb == "check" || verb == "list") {
    const auto wanted = read_options(rest, listing_options, console);
    if (!wanted) return wrong_use;
    return verb == "check" ? check(*wanted, console) : list(*wanted, console);
  }
  console.error("hedgerow policy: " + unknown_word("word", verb, verbs) + "\n\n" +
                std::string(usage));
  return wrong_use;
}

}  // namespace hedgerow::policies
