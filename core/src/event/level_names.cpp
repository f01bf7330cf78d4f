// SPDX-License-Identifier: MIT
#include "event/level_names.hpp"

#include <hedgerow/key_rules.hpp>

namespace hedgerow::internal {

namespace {

struct level_name {
  std::string_view name;
  level meaning;
};

constexpr level_name level_names[] = {
    {"debug", level::debug},        {"trace", level::debug},
    {"verbose", level::debug},      {"info", level::info},
    {"information", level::info},   {"informational", level::info},
    {"notice", level::info},        {"warning", level::warning},
    {"warn", level::warning},       {"error", level::error},
    {"err", level::error},          {"critical", level::critical},
    {"crit", level::critical},      {"fatal", level::critical},
    {"alert", level::critical},     {"panic", level::critical},
    {"emergency", level::critical}, {"emerg", level::critical},
    {"dpanic", level::critical},    {"off", level::off},
};

bool equal_but_for_case(std::string_view a, std::string_view lower) noexcept {
  if (a.size() != lower.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (detail::lower(a[i]) != lower[i]) return false;
  return true;
}

}  // namespace

std::optional<level> level_from_name(std::string_view name) noexcept {
  for (const level_name& known : level_names)
    if (equal_but_for_case(name, known.name)) return known.meaning;
  return {};
}

}  // namespace hedgerow::internal
