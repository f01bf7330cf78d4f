// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <algorithm>

#include <re2/re2.h>

#include "policy.hpp"

namespace hedgerow::policies {

bool exemption::covers(const place& where, std::string_view value) const {
  if (conditional && !when.holds(where)) return false;
  if (values.empty() && patterns.empty()) return true;
  const auto is_like = [&](const std::string& glob) { return glob_matches(glob, value); };
  if (std::any_of(values.begin(), values.end(), is_like)) return true;
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
    return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *pattern);
  });
}

}  // namespace hedgerow::policies
