// SPDX-License-Identifier: MIT
#include <array>

#include "engine/config_reader.hpp"
#include "event/level_names.hpp"
#include "event/nearest_word.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view s) {
  const auto from = s.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return s.substr(from, s.find_last_not_of(blanks) - from + 1);
}

}  // namespace

std::string unknown_level(std::string_view found) {
  static constexpr std::array<std::string_view, 6> names{"debug", "info",     "warning",
                                                         "error", "critical", "off"};
  static constexpr std::array<std::string_view, 8> meant{"debug",    "info", "warning", "error",
                                                         "critical", "off",  "warn",    "fatal"};
  return "\"" + std::string(found) + "\" is not a level; allowed are " + list_words(names) +
         did_you_mean(found, meant);
}

level level_rules::of(std::string_view logger) const noexcept {
  for (std::string_view name = logger;;) {
    if (const auto rule = by_logger.find(name); rule != by_logger.end()) return rule->second;
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return everywhere;
    name = name.substr(0, dot);
  }
}

status parse_levels(std::string_view text, level_rules& out) {
  level_rules rules;
  bool everywhere_given = false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view rule = trimmed(text.substr(at, comma - at));
    at = comma + 1;
    if (rule.empty()) {
      if (text.find_first_not_of(" \t\r\n,") == std::string_view::npos) break;
      return status::failure("an empty rule between commas in \"" + std::string(text) +
                             "\"; right would be \"info,posthog.api=debug\"");
    }
    const auto equals = rule.find('=');
    const std::string_view word =
        equals == std::string_view::npos ? rule : trimmed(rule.substr(equals + 1));
    const auto parsed = level_from_name(word);
    if (!parsed) return status::failure(unknown_level(word));
    if (equals == std::string_view::npos) {
      if (everywhere_given)
        return status::failure("two levels without a logger in \"" + std::string(text) +
                               "\"; right would be \"info,posthog.api=debug\"");
      rules.everywhere = *parsed;
      everywhere_given = true;
      continue;
    }
    const std::string_view logger = trimmed(rule.substr(0, equals));
    if (logger.empty())
      return status::failure("no logger before \"=" + std::string(word) +
                             "\"; right would be \"posthog.api=" + std::string(word) + "\"");
    if (!rules.by_logger.emplace(std::string(logger), *parsed).second)
      return status::failure("two levels for the logger \"" + std::string(logger) + "\"");
  }
  out = std::move(rules);
  return {};
}

}  // namespace hedgerow::internal
