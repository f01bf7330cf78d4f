// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "detector_reader.hpp"

#include <array>

#include "condition_reader.hpp"
#include "pack.hpp"

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array custom_keys = {"pattern"sv, "literal"sv, "context"sv, "exclude"sv,
                                    "window"sv,  "entropy"sv, "check"sv};
constexpr std::array exemption_keys = {"values"sv, "patterns"sv, "when"sv};

std::vector<std::string_view> detector_names() {
  std::vector<std::string_view> names;
  for (const auto& one : packs())
    for (const auto& row : one.detectors)
      names.push_back(row.name);
  return names;
}

std::shared_ptr<const custom_detector> read_custom(const strict_value& item,
                                                   std::vector<problem>& notes) {
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
  wanted.exclude = item.texts("exclude", "word");
  if (item.has("entropy"))
    wanted.entropy =
        item.member("entropy").decimal("bits a byte that the value must have", 0, 8).value_or(0);
  if (item.has("window")) {
    if (wanted.context.empty() && wanted.exclude.empty())
      item.member("window").fail("it is of use only together with \"context\" or \"exclude\"");
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
    notes.push_back(item.member("pattern").as_problem("slow: " + cost));
  } else if (auto surprise = made->surprise(); !surprise.empty()) {
    notes.push_back(item.member("literal").as_problem(std::move(surprise)));
  }
  return made;
}

}  // namespace

void read_detectors(const strict_value& list, rule& made, std::vector<problem>& notes) {
  static const auto known = detector_names();
  for (const auto& item : list.items("detectors")) {
    if (item.is_object()) {
      if (auto custom = read_custom(item, notes)) made.customs.push_back(std::move(custom));
    } else if (const auto number = item.word("detector", known)) {
      made.detectors.emplace_back(known[*number]);
    }
  }
}

std::vector<exemption> read_exemptions(const strict_value& list) {
  std::vector<exemption> all;
  for (const auto& item : list.items("exemptions")) {
    exemption made;
    if (!item.object(exemption_keys)) continue;
    if (item.raw().empty())
      item.fail("found {}, expected values, patterns or a condition that are left alone");
    made.values = item.texts("values", "pattern over values");
    if (item.has("patterns"))
      for (const auto& one : item.member("patterns").items("regular expressions of RE2")) {
        const auto text = one.text("a regular expression of RE2");
        std::string why;
        if (!text) continue;
        if (auto pattern = compile_pattern(*text, why))
          made.patterns.push_back(std::move(pattern));
        else
          one.fail("not a usable regular expression: " + why);
      }
    if (item.has("when")) {
      made.when = read_condition(item.member("when"));
      made.conditional = true;
    }
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace hedgerow::policies
