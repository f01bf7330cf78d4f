// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "condition_reader.hpp"

#include <array>
#include <utility>

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array when_keys = {"keys"sv,       "paths"sv,   "logger"sv, "event"sv, "level"sv,
                                  "data_class"sv, "subject"sv, "all"sv,    "any"sv,   "not"sv};
constexpr std::array subjects = {"event"sv, "report"sv};
constexpr std::array level_keys = {"at_least"sv, "at_most"sv};
constexpr std::array levels = {"debug"sv, "info"sv, "warning"sv, "error"sv, "critical"sv};
constexpr std::array classes = {"unclassified"sv, "safe"sv,      "secret"sv,
                                "pii"sv,          "financial"sv, "health"sv};  // as in plugin.h

void read_level(const strict_value& item, condition& made) {
  if (!item.object(level_keys)) return;
  const auto level = [&](const char* key, std::int32_t& to) {
    if (item.has(key))
      if (const auto number = item.member(key).word("level", levels))
        to = std::int32_t(*number + 1) * 10;
  };
  level("at_least", made.least_level);
  level("at_most", made.most_level);
  if (made.least_level > made.most_level) item.fail("at_least is above at_most; no level is both");
}

condition read_nested(const strict_value& item, int depth) {
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
  made.events = item.texts("event", "pattern over names of events");
  if (item.has("subject"))
    for (const auto& one : item.member("subject").items("subjects"))
      if (const auto number = one.word("subject", subjects)) made.subjects |= 1u << *number;
  if (item.has("level")) read_level(item.member("level"), made);
  if (item.has("data_class"))
    for (const auto& one : item.member("data_class").items("data classes"))
      if (const auto number = one.word("data class", classes)) made.data_classes |= 1u << *number;
  for (const auto& [key, list] : {std::pair{"all", &made.all}, std::pair{"any", &made.any}})
    if (item.has(key))
      for (const auto& one : item.member(key).items("conditions"))
        list->push_back(read_nested(one, depth + 1));
  if (item.has("not")) made.none.push_back(read_nested(item.member("not"), depth + 1));
  return made;
}

}  // namespace

condition read_condition(const strict_value& item) {
  return read_nested(item, 0);
}

}  // namespace hedgerow::policies
