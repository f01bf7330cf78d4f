// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "condition.hpp"

#include <algorithm>

namespace hedgerow::policies {

bool condition::holds(const place& where) const noexcept {
  const auto none_of = [](const auto& list, auto matches) {
    return !list.empty() && std::none_of(list.begin(), list.end(), matches);
  };
  const auto met = [&](const condition& one) { return one.holds(where); };
  if (none_of(keys, [&](const key_glob& g) { return g.matches(where.spelled_key); })) return false;
  if (none_of(paths, [&](const path_glob& g) { return g.matches(where.segments); })) return false;
  if (none_of(loggers, [&](const std::string& g) { return glob_matches(g, where.logger); }))
    return false;
  if (where.level < least_level || where.level > most_level) return false;
  if (data_classes != 0 && (data_classes & (1u << where.data_class)) == 0) return false;
  if (!std::all_of(all.begin(), all.end(), met)) return false;
  if (none_of(any, met)) return false;
  return std::none_of(none.begin(), none.end(), met);
}

}  // namespace hedgerow::policies
