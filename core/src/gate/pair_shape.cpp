// SPDX-License-Identifier: MIT
#include "gate/pair_shape.hpp"

#include "gate/key_judge.hpp"

namespace hedgerow::internal {

pair_shape named_value(std::span<const field> members) noexcept {
  static constexpr std::size_t most_members = 16;
  if (members.size() < 2 || members.size() > most_members) return {};
  pair_shape found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const field& f = members[i];
    const key_part part = judge_key(f.key).part;
    if (part == key_part::name && f.val.type == kind::string && !found.verdict.denied())
      found.verdict = judge_key(f.val.as_text()).verdict;
    else if (part == key_part::value)
      found.value_at = i;
  }
  return found.verdict.denied() ? found : pair_shape{};
}

std::optional<key_verdict> header_pair(const value& item) noexcept {
  if (item.type != kind::list) return std::nullopt;
  const auto both = item.as_list();
  if (both.size() != 2 || both[0].type != kind::string) return std::nullopt;
  const key_verdict verdict = judge_key(both[0].as_text()).verdict;
  return verdict.denied() ? std::optional(verdict) : std::nullopt;
}

}  // namespace hedgerow::internal
