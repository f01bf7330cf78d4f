// SPDX-License-Identifier: MIT
#include "gate/pair_shape.hpp"

#include <algorithm>

namespace hedgerow::internal {

namespace {

constexpr std::string_view name_keys[] = {"name", "key", "header", "field", "param", "k"};
constexpr std::string_view value_keys[] = {"value", "values", "val", "content", "v"};

bool one_of(std::string_view key, std::span<const std::string_view> words) noexcept {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return key.size() == word.size() &&
           std::equal(key.begin(), key.end(), word.begin(),
                      [](char a, char b) { return detail::lower(a) == b; });
  });
}

}  // namespace

pair_shape named_value(std::span<const field> members) noexcept {
  static constexpr std::size_t most_members = 16;
  if (members.size() < 2 || members.size() > most_members) return {};
  pair_shape found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const field& f = members[i];
    if (f.val.type == kind::string && !found.verdict.denied() && one_of(f.key, name_keys))
      found.verdict = classify_key(f.val.as_text());
    else if (one_of(f.key, value_keys))
      found.value_at = i;
  }
  return found.verdict.denied() ? found : pair_shape{};
}

std::optional<key_verdict> header_pair(const value& item) noexcept {
  if (item.type != kind::list) return std::nullopt;
  const auto both = item.as_list();
  if (both.size() != 2 || both[0].type != kind::string) return std::nullopt;
  const key_verdict verdict = classify_key(both[0].as_text());
  return verdict.denied() ? std::optional(verdict) : std::nullopt;
}

}  // namespace hedgerow::internal
