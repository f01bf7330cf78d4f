// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_reader.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "action_reader.hpp"
#include "condition_reader.hpp"
#include "detector_reader.hpp"
#include "key_reader.hpp"
#include "pack.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array policy_keys = {"version"sv, "name"sv,    "about"sv,    "keys"sv,   "only"sv,
                                    "rules"sv,   "dry_run"sv, "receipts"sv, "$schema"sv};
constexpr std::array rule_keys = {"name"sv,   "about"sv,  "when"sv,   "detect"sv,
                                  "except"sv, "action"sv, "dry_run"sv};

constexpr std::string_view only_name = "not_allowed";

class reader {
 public:
  explicit reader(strict_document& document, std::vector<problem>& notes)
      : document_(document), notes_(notes) {}

  policy read(const strict_value& root) {
    policy made;
    if (!root.object(policy_keys)) return made;
    if (!root.has("version"))
      root.fail("\"version\" is missing; it must be 1");
    else if (root.member("version").raw() != 1)
      root.member("version").fail("found " + root.member("version").raw().dump() + ", expected 1");
    if (!root.has("name"))
      root.fail("\"name\" is missing; it names the policy in listings");
    else if (auto name = root.member("name").name("a name"))
      made.name = *name;
    if (root.has("about"))
      if (auto about = root.member("about").text("a sentence")) made.about = *about;
    if (root.has("keys")) keys_.read(root.member("keys"), document_.file);
    for (const auto& [id, one] : keys_.all())
      made.keys.emplace(id, one.key);
    made.key_files = keys_.files();
    if (root.has("receipts")) made.receipts = root.member("receipts").boolean().value_or(false);
    const bool dry_run = root.has("dry_run") && root.member("dry_run").boolean().value_or(false);
    if (root.has("only")) made.only = only_rule(root.member("only"), dry_run);
    if (!root.has("rules")) {
      if (!made.only) root.fail("\"rules\" is missing; it must be a list of rules");
      return made;
    }
    for (const auto& item : root.member("rules").items("rules")) {
      auto one = read_rule(item);
      const auto same = [&](const rule& other) { return other.name == one.name; };
      if (!one.name.empty() && std::any_of(made.rules.begin(), made.rules.end(), same))
        item.fail_at("name",
                     "\"" + one.name + "\" is the name of an earlier rule; names must differ");
      if (one.name == only_name && made.only)
        item.fail_at("name", "\"" + one.name + "\" is the name of what \"only\" does");
      one.dry_run |= dry_run;
      made.rules.push_back(std::move(one));
    }
    return made;
  }

 private:
  /// Takes all that does not meet the condition.
  static rule only_rule(const strict_value& item, bool dry_run) {
    rule made;
    made.name = only_name;
    made.about = "All that the policy does not name";
    made.conditional = true;
    made.when.none.push_back(read_condition(item));
    made.dry_run = dry_run;
    return made;
  }

  rule read_rule(const strict_value& item) {
    rule made;
    if (!item.object(rule_keys)) return made;
    if (!item.has("name"))
      item.fail("\"name\" is missing; it stands in the mark: [redacted:<name>]");
    else if (auto name = item.member("name").name("a name"))
      made.name = *name;
    if (item.has("about"))
      if (auto about = item.member("about").text("a sentence")) made.about = *about;
    if (item.has("when")) {
      made.when = read_condition(item.member("when"));
      made.conditional = true;
    }
    if (item.has("detect"))
      read_detectors(item.member("detect"), made, notes_);
    else if (!item.has("when"))
      item.fail(
          "it has neither \"detect\" nor \"when\", and would take every value; give one of them");
    if (item.has("except")) made.except = read_exemptions(item.member("except"));
    if (item.has("dry_run")) made.dry_run = item.member("dry_run").boolean().value_or(false);
    if (!item.has("action"))
      item.fail("\"action\" is missing; allowed: " + names_of_actions());
    else
      made.then = read_action(item.member("action"), keys_);
    if (item.has("action")) check_digits(item.member("action"), made.detectors, made.then);
    return made;
  }

  strict_document& document_;
  std::vector<problem>& notes_;
  key_table keys_;
};

}  // namespace

policy_result read_policy(std::string_view text, const std::string& file) {
  policy_result result;
  strict_document document{file, {}, {}};
  nlohmann::json parsed;
  try {
    parsed = nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& e) {
    const auto upto = text.substr(0, e.byte > 0 ? e.byte - 1 : 0);
    const auto line = std::size_t(1 + std::count(upto.begin(), upto.end(), '\n'));
    std::string why =
        e.what();  // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    if (const auto at = why.find(": "); at != std::string::npos) why.erase(0, at + 2);
    result.problems.push_back({file, line, "", "not JSON: " + why});
    return result;
  }
  document.lines = find_lines(text);
  for (const auto& twin : document.lines.twins)
    document.problems.push_back(
        {file, twin.line, twin.path, "the key stands twice in one object; give it once"});
  result.read = reader(document, result.notes).read(strict_value(document, parsed, ""));
  result.read.source = file;
  result.problems = std::move(document.problems);
  std::stable_sort(result.problems.begin(), result.problems.end(),
                   [](const problem& a, const problem& b) { return a.line < b.line; });
  return result;
}

policy_result read_policy_file(const std::string& file) {
  std::error_code error;
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  const bool is_folder = std::filesystem::is_directory(file, error);
  if (!in || is_folder) {
    policy_result result;
    result.problems.push_back({file, 0, "",
                               std::string("cannot be read (") +
                                   std::strerror(is_folder ? EISDIR : errno) +
                                   "); it must be a policy file in JSON"});
    return result;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_policy(text, file);
}

policy policy_of(const pack& from) {
  policy made{std::string(from.name),
              "pack " + std::string(from.name),
              std::string(from.about),
              {},
              {},
              {}};
  for (const auto& row : from.detectors) {
    rule one;
    one.name = row.name;
    one.about = row.about;
    one.detectors.emplace_back(row.name);
    made.rules.push_back(std::move(one));
  }
  return made;
}

bool is_policy_file(const std::string& name) {
  std::error_code error;
  return name.find_first_of("/.") != std::string::npos || std::filesystem::exists(name, error);
}

policy_result find_policy(const std::string& name) {
  if (const auto* found = find_pack(name)) return {policy_of(*found), {}, {}};
  if (is_policy_file(name)) return read_policy_file(name);
  std::vector<std::string_view> names;
  for (const auto& one : packs())
    names.push_back(one.name);
  policy_result result;
  result.problems.push_back(
      {name, 0, "", unknown_word("pack", name, names) + ", or the path of a policy file"});
  return result;
}

}  // namespace hedgerow::policies
