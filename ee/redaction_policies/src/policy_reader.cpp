// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_reader.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

#include "pack.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array policy_keys = {"version"sv, "name"sv,  "about"sv,
                                    "keys"sv,    "rules"sv, "$schema"sv};
constexpr std::array rule_keys = {"name"sv, "about"sv, "when"sv, "detect"sv, "action"sv};
constexpr std::array when_keys = {"keys"sv,       "paths"sv, "logger"sv, "level"sv,
                                  "data_class"sv, "all"sv,   "any"sv,    "not"sv};
constexpr std::array level_keys = {"at_least"sv, "at_most"sv};
constexpr std::array levels = {"debug"sv, "info"sv, "warning"sv, "error"sv, "critical"sv};
constexpr std::array classes = {"unclassified"sv, "safe"sv,      "secret"sv,
                                "pii"sv,          "financial"sv, "health"sv};  // as in plugin.h
constexpr std::array custom_keys = {"pattern"sv, "literal"sv, "context"sv, "window"sv, "check"sv};
constexpr std::array simple_actions = {"remove"sv, "drop"sv};
constexpr std::array object_actions = {"mask"sv, "replace"sv, "hash"sv};
constexpr std::array mask_keys = {"keep_first"sv, "keep_last"sv};
constexpr std::array hash_keys = {"key"sv};
constexpr std::array key_keys = {"file"sv};

std::vector<std::string_view> detector_names() {
  std::vector<std::string_view> names;
  for (const auto& one : packs())
    for (const auto& row : one.detectors)
      names.push_back(row.name);
  return names;
}

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
    if (root.has("keys")) read_keys(root.member("keys"));
    if (!root.has("rules")) {
      root.fail("\"rules\" is missing; it must be a list of rules");
      return made;
    }
    for (const auto& item : root.member("rules").items("rules")) {
      auto one = read_rule(item);
      const auto same = [&](const rule& other) { return other.name == one.name; };
      if (!one.name.empty() && std::any_of(made.rules.begin(), made.rules.end(), same))
        item.fail_at("name",
                     "\"" + one.name + "\" is the name of an earlier rule; names must differ");
      made.rules.push_back(std::move(one));
    }
    return made;
  }

 private:
  void read_keys(const strict_value& keys) {
    if (!keys.is_object())
      return keys.fail("expected an object: {\"<key id>\": {\"file\": \"...\"}}");
    for (const auto& [id, unused] : keys.raw().items()) {
      const auto one = keys.member(id);
      keys_.emplace(id, nullptr);  // known, so that a rule that uses it is not blamed as well
      if (!strict_value(document_, id, one.path()).name("a key id") || !one.object(key_keys))
        continue;
      if (!one.has("file")) {
        one.fail("\"file\" is missing; it names a file of 64 hex digits");
        continue;
      }
      const auto file = one.member("file").text("the path of a file");
      if (!file) continue;
      const auto beside = std::filesystem::path(document_.file).parent_path() / *file;
      std::string why;
      keys_[id] = hash_key::read(id, beside.string(), why);
      if (!keys_[id]) one.member("file").fail(why);
    }
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
      made.when = read_condition(item.member("when"), 0);
      made.conditional = true;
    }
    if (item.has("detect"))
      read_detectors(item.member("detect"), made);
    else if (!item.has("when"))
      item.fail(
          "it has neither \"detect\" nor \"when\", and would take every value; give one of them");
    if (!item.has("action"))
      item.fail("\"action\" is missing; allowed: remove, drop, mask, replace, hash");
    else
      made.then = read_action(item.member("action"));
    return made;
  }

  condition read_condition(const strict_value& item, int depth) {
    constexpr int deepest = 8;
    condition made;
    if (depth > deepest) {
      item.fail("conditions are nested more than 8 deep");
      return made;
    }
    if (!item.object(when_keys)) return made;
    if (item.raw().empty())
      item.fail("found {}, expected at least one condition; leave \"when\" out for none");
    for (const auto& pattern : item.texts("keys", "pattern over keys"))
      made.keys.emplace_back(pattern);
    for (const auto& pattern : item.texts("paths", "pattern over paths"))
      made.paths.emplace_back(pattern);
    made.loggers = item.texts("logger", "pattern over loggers");
    if (item.has("level")) read_level(item.member("level"), made);
    if (item.has("data_class"))
      for (const auto& one : item.member("data_class").items("data classes"))
        if (const auto number = one.word("data class", classes)) made.data_classes |= 1u << *number;
    for (const auto& [key, list] : {std::pair{"all", &made.all}, std::pair{"any", &made.any}})
      if (item.has(key))
        for (const auto& one : item.member(key).items("conditions"))
          list->push_back(read_condition(one, depth + 1));
    if (item.has("not")) made.none.push_back(read_condition(item.member("not"), depth + 1));
    return made;
  }

  void read_level(const strict_value& item, condition& made) {
    if (!item.object(level_keys)) return;
    const auto level = [&](const char* key, std::int32_t& to) {
      if (item.has(key))
        if (const auto number = item.member(key).word("level", levels))
          to = std::int32_t(*number + 1) * 10;
    };
    level("at_least", made.least_level);
    level("at_most", made.most_level);
    if (made.least_level > made.most_level)
      item.fail("at_least is above at_most; no level is both");
  }

  void read_detectors(const strict_value& list, rule& made) {
    static const auto known = detector_names();
    for (const auto& item : list.items("detectors")) {
      if (item.is_object()) {
        if (auto custom = read_custom(item)) made.customs.push_back(std::move(custom));
      } else if (const auto number = item.word("detector", known)) {
        made.detectors.emplace_back(known[*number]);
      }
    }
  }

  std::shared_ptr<const custom_detector> read_custom(const strict_value& item) {
    custom_detector::settings wanted;
    if (!item.object(custom_keys)) return nullptr;
    if (!item.has("pattern")) {
      item.fail("\"pattern\" is missing; it must be a regular expression of RE2");
      return nullptr;
    }
    if (auto pattern = item.member("pattern").text("a regular expression of RE2"))
      wanted.pattern = *pattern;
    else
      return nullptr;
    if (item.has("literal"))
      if (auto literal = item.member("literal").text("a text that every match has"))
        wanted.literal = *literal;
    wanted.context = item.texts("context", "word");
    if (item.has("window")) {
      if (wanted.context.empty())
        item.member("window").fail("it is of use only together with \"context\"");
      if (const auto bytes = item.member("window").number("a number of bytes", 256))
        wanted.window = *bytes;
    }
    if (item.has("check")) {
      std::vector<std::string_view> names;
      for (const auto& one : named_checks())
        names.push_back(one.name);
      if (const auto number = item.member("check").word("check", names))
        wanted.check = named_checks()[*number].check;
    }
    std::string why;
    std::shared_ptr<const custom_detector> made = custom_detector::make(std::move(wanted), why);
    if (!made) {
      item.member("pattern").fail("not a usable regular expression: " + why);
    } else if (const auto cost = made->cost(); !cost.empty()) {
      const auto path = item.path() + ".pattern";
      notes_.push_back({document_.file, document_.lines.line_of[path], path, "slow: " + cost});
    }
    return made;
  }

  action read_action(const strict_value& item) {
    action made;
    if (!item.is_object()) {
      if (item.is_string())
        for (const auto object : object_actions)
          if (item.raw() == object) {
            item.fail("\"" + std::string(object) + "\" needs its settings: {\"" +
                      std::string(object) + "\": ...}");
            return made;
          }
      if (const auto word = item.word("action", simple_actions))
        made.what = *word == 0 ? action::kind::remove : action::kind::drop;
      return made;
    }
    if (!item.object(object_actions)) return made;
    if (item.raw().size() != 1) {
      item.fail("found " + std::to_string(item.raw().size()) +
                " actions, expected one of mask, replace, hash");
      return made;
    }
    if (item.has("mask")) {
      made.what = action::kind::mask;
      const auto mask = item.member("mask");
      if (!mask.object(mask_keys)) return made;
      if (mask.has("keep_first"))
        made.keep_first =
            mask.member("keep_first").number("how many characters stay", 16).value_or(0);
      if (mask.has("keep_last"))
        made.keep_last =
            mask.member("keep_last").number("how many characters stay", 16).value_or(0);
    } else if (item.has("replace")) {
      made.what = action::kind::replace;
      made.text = item.member("replace").text("the text to put in its place").value_or("");
    } else if (item.has("hash")) {
      made.what = action::kind::hash;
      read_hash(item.member("hash"), made);
    }
    return made;
  }

  void read_hash(const strict_value& item, action& made) {
    if (!item.object(hash_keys)) return;
    if (!item.has("key"))
      return item.fail("\"key\" is missing; it must be the id of one of \"keys\"");
    std::vector<std::string_view> ids;
    for (const auto& [id, unused] : keys_)
      ids.push_back(id);
    if (ids.empty())
      return item.member("key").fail(
          "the policy has no \"keys\"; add {\"keys\": {\"<key id>\": {\"file\": \"...\"}}}");
    if (const auto number = item.member("key").word("key id", ids))
      made.key = keys_[std::string(ids[*number])];
  }

  strict_document& document_;
  std::vector<problem>& notes_;
  std::map<std::string, std::shared_ptr<const hash_key>> keys_;
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
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file, error)) {
    policy_result result;
    result.problems.push_back({file, 0, "", "cannot be read; it must be a policy file in JSON"});
    return result;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_policy(text, file);
}

policy policy_of(const pack& from) {
  policy made{
      std::string(from.name), "pack " + std::string(from.name), std::string(from.about), {}};
  for (const auto& row : from.detectors) {
    rule one;
    one.name = row.name;
    one.about = row.about;
    one.detectors.emplace_back(row.name);
    made.rules.push_back(std::move(one));
  }
  return made;
}

policy_result find_policy(const std::string& name) {
  if (const auto* found = find_pack(name)) return {policy_of(*found), {}, {}};
  std::error_code error;
  const bool is_path = name.find_first_of("/.") != std::string::npos;
  if (is_path || std::filesystem::exists(name, error)) return read_policy_file(name);
  std::vector<std::string_view> names;
  for (const auto& one : packs())
    names.push_back(one.name);
  policy_result result;
  result.problems.push_back(
      {name, 0, "", unknown_word("pack", name, names) + ", or the path of a policy file"});
  return result;
}

}  // namespace hedgerow::policies
