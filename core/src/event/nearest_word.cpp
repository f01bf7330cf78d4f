// SPDX-License-Identifier: MIT
#include "event/nearest_word.hpp"

#include <algorithm>
#include <array>

#include <hedgerow/key_rules.hpp>

namespace hedgerow::detail {

namespace {

constexpr std::size_t longest_word = 64;

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t typing_slips(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, longest_word + 1>, 3> rows{};
  auto* before_last = &rows[0];
  auto* last = &rows[1];
  auto* row = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j)
    (*last)[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*row)[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = lower(a[i - 1]);
      const char y = lower(b[j - 1]);
      (*row)[j] =
          std::min({(*last)[j] + 1, (*row)[j - 1] + 1, (*last)[j - 1] + std::size_t{x != y}});
      if (i > 1 && j > 1 && x == lower(b[j - 2]) && y == lower(a[i - 2]))
        (*row)[j] = std::min((*row)[j], (*before_last)[j - 2] + 1);
    }
    auto* free_row = before_last;
    before_last = last;
    last = row;
    row = free_row;
  }
  return (*last)[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known) {
  std::string_view best;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / 3) + 1;
  if (word.empty() || word.size() > longest_word) return best;
  for (const std::string_view candidate : known) {
    if (candidate.size() > longest_word) continue;
    const std::size_t slips = typing_slips(word, candidate);
    if (slips < fewest) {
      fewest = slips;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view near = nearest_word(word, known);
  if (near.empty()) return {};
  return "; did you mean \"" + std::string(near) + "\"?";
}

std::string list_words(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view w : words) {
    if (!out.empty()) out += ", ";
    out += w;
  }
  return out;
}

}  // namespace hedgerow::detail
