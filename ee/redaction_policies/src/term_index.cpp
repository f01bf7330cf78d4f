// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "term_index.hpp"

#include <algorithm>

#include "characters.hpp"

namespace hedgerow::policies {

std::size_t word_end(std::string_view text, std::size_t place) noexcept {
  if (is(text[place], digit)) return place + run(text, place, digit);
  std::size_t end = place + 1;
  for (;; ++end) {
    end += run(text, end, lower | other_script);
    if (!is(at(text, end), upper)) break;
    if (is(text[end - 1], lower)) break;  // accountNumber
    if (is(text[end - 1], upper) && is(at(text, end + 1), lower) && end + 1 - place > 1)
      break;  // APIKey
  }
  return end;
}

std::size_t next_word(std::string_view text, std::size_t place) noexcept {
  std::size_t next = place;
  while (next < text.size() && next - place < 2 &&
         std::string_view(" _-.'/\"").find(text[next]) != std::string_view::npos)
    ++next;
  return next < text.size() && is(text[next], word) ? next : place;
}

bool same_word(std::string_view text, std::size_t begin, std::size_t end,
               std::string_view word) noexcept {
  if (end - begin != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lowered(text[begin + i]) != word[i]) return false;
  return true;
}

std::uint32_t term_index::bucket_of(std::string_view word) noexcept {
  std::uint32_t hash = 2166136261u;
  for (const char c : word)
    hash = (hash ^ static_cast<unsigned char>(lowered(c))) * 16777619u;
  return (hash ^ (hash >> 15)) % bucket_count;
}

void term_index::add_spelling(std::vector<std::string> words, std::uint16_t owner) {
  const auto bucket = bucket_of(words.front());
  if (words.front().size() >= 2) begins_.set(pair_of(words.front()[0], words.front()[1]));
  entries_.push_back({std::move(words), owner, bucket});
}

void term_index::add(std::string_view terms, std::uint16_t owner) {
  while (!terms.empty()) {
    auto term = terms.substr(0, terms.find('|'));
    terms.remove_prefix(std::min(terms.size(), term.size() + 1));
    std::vector<std::string> words;
    std::string joined;
    while (!term.empty()) {
      const auto one = term.substr(0, term.find(' '));
      term.remove_prefix(std::min(term.size(), one.size() + 1));
      words.emplace_back(one);
      joined += one;
    }
    const bool plural = words.back().size() > 2 && is(words.back().back(), letter);
    for (const bool with_s : {false, true}) {
      if (with_s && !plural) continue;
      auto spelled = words;
      if (with_s) spelled.back() += 's';
      if (words.size() > 1 && std::none_of(joined.begin(), joined.end(), is_digit))
        add_spelling({with_s ? joined + 's' : joined}, owner);
      add_spelling(std::move(spelled), owner);
    }
  }
}

void term_index::finish() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const entry& a, const entry& b) { return a.bucket < b.bucket; });
  std::size_t i = 0;
  for (std::uint32_t bucket = 0; bucket <= bucket_count; ++bucket) {
    while (i < entries_.size() && entries_[i].bucket < bucket)
      ++i;
    buckets_[bucket] = std::uint32_t(i);
  }
}

std::size_t term_index::match(const entry& term, std::string_view text, std::size_t begin,
                              std::size_t end) noexcept {
  for (std::size_t i = 0;; ++i) {
    if (!same_word(text, begin, end, term.words[i])) return 0;
    if (i + 1 == term.words.size()) return end;
    begin = next_word(text, end);
    if (begin >= text.size() || !is(text[begin], word)) return 0;
    end = word_end(text, begin);
  }
}

}  // namespace hedgerow::policies
