// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "command_line.hpp"

#include <algorithm>

#include "policy_reader.hpp"
#include "problem.hpp"

namespace hedgerow::policies {

const std::string_view policy_usage =
    "usage: hedgerow policy check FILE... [--json]\n"
    "       hedgerow policy list [PACK|FILE]... [--json]\n"
    "       hedgerow policy try POLICY... [--key KEY] [--logger LOGGER] [--text TEXT] [--json]\n"
    "       hedgerow policy reveal FILE... [--rule RULE [--key KEYID]] [--text TEXT]\n"
    "\n"
    "check   says what is wrong with policy files, with line and path: status 1 when anything is\n"
    "list    shows the rules of packs and policies, all packs when none is named\n"
    "try     shows what each rule does to a text, or to each line of standard input\n"
    "reveal  puts encrypted values back in a text, or in each line of standard input, by the keys\n"
    "        of the policies: status 1 when any could not be; with --rule, of values whose digits\n"
    "        that rule encrypted, by its key of today or the one named\n";

std::string line_of(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

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
    else if (name == "--rule")
      read.rule = std::move(value);
    else
      read.text = std::move(value);
  }
  return read;
}

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

void for_each_line(const std::optional<std::string>& text, const sdk::console& console,
                   const std::function<void(std::string_view)>& each) {
  if (text) return each(*text);
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

}  // namespace hedgerow::policies
