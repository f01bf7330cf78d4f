// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "condition.hpp"

#include <algorithm>

namespace hedgerow::policies {

void place::set_names(std::string_view nearest_key, std::string_view whole_path) {
  spell_out(nearest_key, spelled_key_);
  count_ = 0;
  for (;;) {
    const auto dot = whole_path.find('.');
    if (count_ == segments_.size()) segments_.emplace_back();
    spell_out(whole_path.substr(0, dot), segments_[count_++]);
    if (dot == std::string_view::npos) return;
    whole_path.remove_prefix(dot + 1);
  }
}

bool condition::needs_names() const noexcept {
  const auto one_needs = [](const std::vector<condition>& list) {
    return std::any_of(list.begin(), list.end(),
                       [](const condition& one) { return one.needs_names(); });
  };
  return !keys.empty() || !paths.empty() || one_needs(all) || one_needs(any) || one_needs(none);
}

bool condition::holds(const place& where) const noexcept {
  const auto none_of = [](const auto& list, auto matches) {
    return !list.empty() && std::none_of(list.begin(), list.end(), matches);
  };
  const auto met = [&](const condition& one) { return one.holds(where); };
  if (none_of(keys, [&](const key_glob& g) { return g.matches(where.spelled_key()); }))
    return false;
  if (none_of(paths, [&](const path_glob& g) { return g.matches(where.segments()); })) return false;
  if (none_of(loggers, [&](const std::string& g) { return glob_matches(g, where.logger); }))
    return false;
  if (none_of(events, [&](const std::string& g) { return glob_matches(g, where.event); }))
    return false;
  if (subjects != 0 && (subjects & (where.is_report ? 2u : 1u)) == 0) return false;
  if (where.level < least_level || where.level > most_level) return false;
  if (data_classes != 0 && (data_classes & (1u << where.data_class)) == 0) return false;
  if (!std::all_of(all.begin(), all.end(), met)) return false;
  if (none_of(any, met)) return false;
  return std::none_of(none.begin(), none.end(), met);
}

}  // namespace hedgerow::policies
