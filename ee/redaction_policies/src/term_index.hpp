// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Finds the context words of all detectors in one go: "routing number" also in routingNumber,
/// ROUTING_NUMBER, routing-number and routingnumber, as whole words only, also in the plural;
/// "numero" also in NÚMERO, see letters.hpp.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "characters.hpp"

namespace hedgerow::policies {

class term_index {
 public:
  /// `owner` is handed back with each hit of one of the terms (parted by "|").
  void add(std::string_view terms, std::uint16_t owner);
  /// To be called once after the last add.
  void finish();
  bool empty() const noexcept { return entries_.empty(); }

  struct hit {
    std::uint16_t owner;
    std::size_t end;  ///< of the term in the text
  };
  /// The terms that begin with the word at [begin, end): calls `found(hit)`.
  template <class Found>
  void look_up(std::string_view text, std::size_t begin, std::size_t end, Found&& found) const {
    if (!begins_[beginning_of(text, begin, end)] || end - begin > longest_word) return;
    if (end - begin == 1 && !may_begin_term(text, begin)) return;
    const auto bucket = bucket_of(text.substr(begin, end - begin));
    for (auto i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i)
      if (const auto term_end = match(entries_[i], text, begin, end))
        found(hit{entries_[i].owner, term_end});
  }

 private:
  static constexpr std::size_t longest_word = 64;
  static constexpr std::size_t bucket_count = 8192;
  struct entry {
    std::vector<std::string> words;
    std::uint16_t owner;
    std::uint32_t bucket;
  };
  /// Whether a single letter is one of a name, as in P.IVA, d.o.b. and eGK, not one of a hash.
  static bool may_begin_term(std::string_view text, std::size_t place) noexcept {
    const char next = at(text, place + 1);
    return (next == '.' || next == ' ' || next == '-' || next == '_' || is(next, upper)) &&
           (place == 0 || !is(text[place - 1], word));
  }
  /// The first three bytes of a word, folded, as a number; of a single letter it and the byte
  /// after.
  static std::size_t beginning_of(std::string_view text, std::size_t begin,
                                  std::size_t end) noexcept {
    const char first = text[begin], second = at(text, begin + 1);
    const char third = end - begin > 2 ? text[begin + 2] : '\0';
    return is(char(first | second | third), other_script)
               ? folded_beginning_of(text.substr(begin, end - begin))
               : number_of(first, second, third);
  }
  static std::size_t folded_beginning_of(std::string_view word) noexcept;
  /// The same for a letter in either case.
  static std::size_t number_of(char first, char second, char third) noexcept {
    return std::size_t(first & 31) << 10 | std::size_t(second & 31) << 5 | std::size_t(third & 31);
  }
  static std::uint32_t bucket_of(std::string_view word) noexcept;
  static std::size_t match(const entry& term, std::string_view text, std::size_t begin,
                           std::size_t end) noexcept;
  void add_spelling(std::vector<std::string> words, std::uint16_t owner);

  std::vector<entry> entries_;
  std::bitset<32768> begins_;  ///< what beginning_of() is of words that terms begin with
  std::array<std::uint32_t, bucket_count + 1> buckets_{};
};

/// Where the word that begins at `place` ends: at the end of the letters, before a digit, and
/// before the next hump of camelCase ("API|Key", "account|Number").
std::size_t word_end(std::string_view text, std::size_t place) noexcept;

/// Where the next word begins, when at most two bytes that join words lie between; else `place`.
std::size_t next_word(std::string_view text, std::size_t place) noexcept;

/// Whether `written` equals `word` when it is folded.
bool same_when_folded(std::string_view written, std::string_view word) noexcept;

/// Whether the word [begin, end) equals `word` (folded, see letters.hpp), when it is folded.
inline bool same_word(std::string_view text, std::size_t begin, std::size_t end,
                      std::string_view word) noexcept {
  const auto written = text.substr(begin, end - begin);
  if (written.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lowered(written[i]) != word[i])
      return is(written[i], other_script) && same_when_folded(written, word);
  return written.size() == word.size() ||
         (is(written[word.size()], other_script) && same_when_folded(written, word));
}

}  // namespace hedgerow::policies
