// SPDX-License-Identifier: MIT
/// @file
/// What holds for any bytes that pass the gate: for the fuzzer, and for a test with its seeds.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "gate/gate.hpp"
#include "gate/scan/classify.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::test {

/// All that this machine has.
inline std::vector<internal::classifier> all_classifiers() {
  std::vector<internal::classifier> ways{internal::classify_portably, internal::best_classifier()};
#if defined(__x86_64__)
  ways.push_back(internal::classify_sse2);
#endif
  return ways;
}

inline std::vector<internal::finding> found_by(internal::classifier by, std::string_view text) {
  internal::arena memory;
  internal::examination e(text, memory);
  scan(e, by);
  return {e.found().begin(), e.found().end()};
}

inline bool same_findings(const std::vector<internal::finding>& a,
                          const std::vector<internal::finding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const internal::finding& x, const internal::finding& y) {
                      return x.begin == y.begin && x.end == y.end && x.label == y.label;
                    });
}

/// The masks of all blocks of a text, zeroes behind it.
inline std::vector<internal::block_masks> masks_by(internal::classifier by, std::string_view text) {
  std::string blocks(text);
  blocks.resize(
      (text.size() + internal::block_size - 1) / internal::block_size * internal::block_size, '\0');
  std::vector<internal::block_masks> masks(blocks.size() / internal::block_size);
  by(blocks.data(), masks.size(), masks.data());
  return masks;
}

/// What does not hold for `text`; empty when all does.
inline std::string gate_problem(std::string_view text) {
  internal::gate g;
  internal::arena memory;
  const std::string_view once = g.pass_text(text, memory).view();
  if (g.pass_text(once, memory).view() != once) return "passing it twice changes it";
  const std::vector<internal::classifier> ways = all_classifiers();
  const auto masks = masks_by(ways[0], text);
  const auto found = found_by(ways[0], text);
  for (const internal::classifier way : ways) {
    const auto other = masks_by(way, text);
    if (!masks.empty() &&
        std::memcmp(masks.data(), other.data(), masks.size() * sizeof masks[0]) != 0)
      return "two ways to classify bytes differ";
    if (!same_findings(found, found_by(way, text)))
      return "with two ways to classify bytes different secrets are found";
  }
  if (internal::has_no_trigger(text) && !found.empty()) return "a short cut overlooks a secret";
  return {};
}

}  // namespace hedgerow::test
