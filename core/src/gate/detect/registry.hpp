// SPDX-License-Identifier: MIT
/// @file
/// The table of detectors, arranged for the scan.
#pragma once

#include <array>
#include <cstdint>

#include "gate/detect/detector.hpp"

namespace hedgerow::internal {

using look_function = void (*)(examination& e, std::size_t at);

/// The detectors of each trigger other than trigger::word.
struct trigger_index {
  static constexpr std::size_t triggers = 7;
  static constexpr std::size_t most = 4;
  std::array<std::array<look_function, most>, triggers> looks{};
  std::array<std::size_t, triggers> count{};

  std::span<const look_function> of(trigger on) const noexcept {
    const auto i = static_cast<std::size_t>(on);
    return {looks[i].data(), count[i]};
  }
};
extern const trigger_index detectors_by_trigger;

/// From the first two bytes of a word to the set of rows that want it: one load, no comparison.
struct word_index {
  static constexpr std::size_t codes = 64;
  std::array<std::uint8_t, 256> code_of{};  ///< 1 to 62 for a byte of a word, 0 for all others
  std::array<std::uint8_t, codes * codes> set_of{};
  std::array<std::uint32_t, 128> sets{};  ///< a bit for each row; the first one is empty

  constexpr std::size_t pair_of(char a, char b) const noexcept {
    return code_of[static_cast<unsigned char>(a)] * codes + code_of[static_cast<unsigned char>(b)];
  }
  bool wants(char a, char b) const noexcept { return set_of[pair_of(a, b)] != 0; }
};
extern const word_index detectors_by_word;

/// Runs the detectors that want words beginning as the one at `at` does.
void look_at_word(examination& e, std::size_t at);

}  // namespace hedgerow::internal
