// SPDX-License-Identifier: MIT
/// @file
/// The table of detectors, arranged for the scan.
#pragma once

#include <array>
#include <cstdint>

#include "gate/detect/detector.hpp"

namespace hedgerow::internal {

using look_function = void (*)(examination& e, std::size_t at);

/// The detectors of each trigger other than trigger::word and trigger::hump.
struct trigger_index {
  static constexpr std::size_t triggers = 9;
  static constexpr std::size_t most = 4;
  std::array<std::array<look_function, most>, triggers> looks{};
  std::array<std::size_t, triggers> count{};

  std::span<const look_function> of(trigger on) const noexcept {
    const auto i = static_cast<std::size_t>(on);
    return {looks[i].data(), count[i]};
  }
};
extern const trigger_index detectors_by_trigger;

/// From how a word begins to the rows that want it: one load by its first two bytes says no to
/// nearly every word, the third and the fourth to most others.
struct word_index {
  static constexpr std::size_t codes = 64;
  /// Up to four bytes, in lower case, and the rows that want words that begin so.
  struct lead {
    std::uint32_t bytes;
    std::uint32_t mask;
    std::uint32_t rows;  ///< a bit for each
  };
  struct list {
    std::uint16_t first;
    std::uint16_t count;
  };

  std::array<std::uint8_t, 256> code_of{};  ///< 1 to 62 for a byte of a word, 0 for all others
  std::array<std::uint8_t, codes * codes> list_of{};
  std::array<std::uint64_t, 128> thirds{};  ///< of a list: the codes that the third byte may have
  std::array<list, 128> lists{};            ///< the first one is empty
  std::array<lead, 256> leads{};

  constexpr std::size_t pair_of(char a, char b) const noexcept {
    return code_of[static_cast<unsigned char>(a)] * codes + code_of[static_cast<unsigned char>(b)];
  }
  /// Whether a row may want the word that begins at `at`.
  bool wants(std::string_view text, std::size_t at) const noexcept {
    const std::size_t rest = text.size() - at;
    const std::uint8_t list = list_of[pair_of(text[at], rest > 1 ? text[at + 1] : '\0')];
    if (list == 0) [[likely]]
      return false;
    const char third = rest > 2 ? text[at + 2] : '\0';
    return (thirds[list] >> code_of[static_cast<unsigned char>(third)] & 1) != 0;
  }
  std::uint32_t hump_rows = 0;  ///< those that want the words of camelCase as well

  /// The rows that may want the word at `at`; letters in any case. `hump`: it is the P of
  /// dbPassword.
  std::uint32_t rows_for(std::string_view text, std::size_t at, bool hump) const noexcept;
};
extern const word_index detectors_by_word;

/// Runs the detectors that want words beginning as the one at `at` does.
void look_at_word(examination& e, std::size_t at, bool hump);

}  // namespace hedgerow::internal
