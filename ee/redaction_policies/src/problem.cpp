// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "problem.hpp"

#include <algorithm>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

/// Insertions, deletions, replacements and swaps of neighbours between two words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const bool same = lowered(a[i - 1]) == lowered(b[j - 1]);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + !same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string problem::str() const {
  std::string out = file;
  if (line != 0) out += ':' + std::to_string(line);
  out += ": ";
  if (!path.empty()) out += path + ": ";
  return out + text;
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t longest = 64;
  if (word.size() > longest) return {};
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const auto candidate : known) {
    const auto steps = distance(word, candidate);
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/// A longer list would bury the word that is near.
constexpr std::size_t longest_list = 20;

std::string unknown_word(std::string_view what, std::string_view word,
                         std::span<const std::string_view> known) {
  std::string out = "unknown " + std::string(what) + " \"" + std::string(word) + "\"; ";
  if (const auto near = nearest(word, known); !near.empty()) {
    out += "did you mean \"" + std::string(near) + "\"?";
    if (known.size() > longest_list) return out;
    out += ' ';
  }
  out += "allowed: ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (i > 0) out += ", ";
    out += known[i];
  }
  return out;
}

}  // namespace hedgerow::policies
