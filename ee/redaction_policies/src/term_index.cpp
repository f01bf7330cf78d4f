// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "term_index.hpp"

#include <algorithm>

#include "characters.hpp"
#include "letters.hpp"

namespace hedgerow::policies {

namespace {

/// Whether the upper case letter at `end` belongs to the word before it: not in account|Number, and
/// in API|Key only the first three.
bool goes_on_in_upper_case(std::string_view text, std::size_t place, std::size_t end) noexcept {
  if (is(text[end - 1], lower)) return false;
  return !(is(text[end - 1], upper) && is(at(text, end + 1), lower) && end > place);
}

/// The end of a word that has letters of other scripts from `end` on. Away from the other function
/// for speed: hardly a text has any.
[[gnu::noinline]] std::size_t script_word_end(std::string_view text, std::size_t place,
                                              std::size_t end) noexcept {
  if (leads_apart(text[end])) return end == place ? script_end(text, end) : end;
  while (end < text.size()) {
    if (is(text[end], lower))
      end += run(text, end, lower);
    else if (is(text[end], other_script) && !leads_apart(text[end]))
      end = script_end(text, end);
    else if (is(text[end], upper) && goes_on_in_upper_case(text, place, end))
      ++end;
    else
      break;
  }
  return end;
}

}  // namespace

std::size_t word_end(std::string_view text, std::size_t place) noexcept {
  if (is(text[place], digit)) return place + run(text, place, digit);
  if (is(text[place], other_script)) return script_word_end(text, place, place);
  std::size_t end = place + 1;
  for (;; ++end) {
    end += run(text, end, lower);
    const char c = at(text, end);
    if (!is(c, upper)) return is(c, other_script) ? script_word_end(text, place, end) : end;
    if (!goes_on_in_upper_case(text, place, end)) return end;
  }
}

std::size_t next_word(std::string_view text, std::size_t place) noexcept {
  std::size_t next = place;
  while (next < text.size() && next - place < 2 &&
         std::string_view(" _-.'/\"").find(text[next]) != std::string_view::npos)
    ++next;
  return next < text.size() && is(text[next], word) ? next : place;
}

bool same_when_folded(std::string_view written, std::string_view word) noexcept {
  std::size_t i = 0;
  for (std::size_t place = 0; place < written.size();) {
    const auto one = fold_letter(written, place);
    if (word.substr(i, one.size) != std::string_view(one.bytes, one.size)) return false;
    i += one.size;
    place += one.length;
  }
  return i == word.size();
}

std::uint32_t term_index::bucket_of(std::string_view word) noexcept {
  std::uint32_t hash = 2166136261u;
  const auto feed = [&](char c) { hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u; };
  char all = 0;
  for (const char c : word) {
    all |= c;
    feed(lowered(c));
  }
  if (is(all, other_script)) {
    hash = 2166136261u;
    for (std::size_t i = 0; i < word.size();) {
      const auto one = fold_letter(word, i);
      for (std::size_t k = 0; k < one.size; ++k)
        feed(one.bytes[k]);
      i += one.length;
    }
  }
  return (hash ^ (hash >> 15)) % bucket_count;
}

std::size_t term_index::folded_beginning_of(std::string_view word) noexcept {
  constexpr std::size_t most = 3;
  char first[most] = {};
  std::size_t count = 0;
  for (std::size_t i = 0; i < word.size() && count < most;) {
    const auto one = fold_letter(word, i);
    for (std::size_t k = 0; k < one.size && count < most; ++k)
      first[count++] = one.bytes[k];
    i += one.length;
  }
  return number_of(first[0], first[1], first[2]);
}

void term_index::add_spelling(std::vector<std::string> words, std::uint16_t owner) {
  const auto bucket = bucket_of(words.front());
  begins_.set(folded_beginning_of(words.front()));
  if (words.front().size() == 1 && words.size() > 1)
    for (const char after : {'.', ' ', '-', '_', words[1][0]})
      begins_.set(number_of(words.front()[0], after, '\0'));
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
      words.push_back(folded(one));
      joined += words.back();
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
