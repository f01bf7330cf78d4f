// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "scanner.hpp"

#include <algorithm>

#include "characters.hpp"
#include "context.hpp"
#include "mark.hpp"

namespace hedgerow::policies {

namespace {

std::size_t pair_of(char first, char second) noexcept {
  return std::size_t(static_cast<unsigned char>(first)) << 8 | static_cast<unsigned char>(second);
}

/// The end of a word that has letters of other scripts from `end` on.
[[gnu::noinline]] std::size_t mixed_word_end(std::string_view text, std::size_t begin,
                                             std::size_t end) noexcept {
  if (leads_apart(text[end])) return end == begin ? script_end(text, end) : end;
  while (end < text.size() && is(text[end], other_script) && !leads_apart(text[end])) {
    end = script_end(text, end);
    end += run(text, end, alnum);
  }
  return end;
}

/// " and ", " & ": what joins two things of one kind, while a comma may part two kinds.
bool is_spoken(std::string_view joint) noexcept {
  return std::any_of(joint.begin(), joint.end(), [](char c) { return is(c, letter) || c == '&'; });
}

/// Whether two values have letters, digits and other bytes at the same places.
bool is_alike(std::string_view text, extent a, extent b) noexcept {
  const auto kind = [](char c) { return is_digit(c) ? 'd' : is(c, letter) ? 'l' : c; };
  return std::equal(text.begin() + std::ptrdiff_t(a.begin), text.begin() + std::ptrdiff_t(a.end),
                    text.begin() + std::ptrdiff_t(b.begin), text.begin() + std::ptrdiff_t(b.end),
                    [&](char x, char y) { return kind(x) == kind(y); });
}

}  // namespace

scanner::scanner(std::span<const std::string_view> detectors) {
  const auto number_of = [&](std::string_view name) {
    return std::find(detectors.begin(), detectors.end(), name) - detectors.begin();
  };
  const auto wanted = [&](std::string_view name) {
    return number_of(name) < std::ssize(detectors);
  };
  for (const auto& one : packs()) {
    for (const auto& table : one.forms)
      for (const auto& row : table) {
        if (!wanted(row.detector)) continue;
        const auto index = std::uint16_t(forms_.size());
        forms_.push_back({token_form(row.form), std::uint16_t(number_of(row.detector))});
        const auto& matcher = forms_.back().matcher;
        if (matcher.prefix().size() >= 2) {
          auto& slot = pair_slot_[pair_of(matcher.prefix()[0], matcher.prefix()[1])];
          if (slot == 0) {
            forms_by_pair_.emplace_back();
            slot = std::uint16_t(forms_by_pair_.size());
          }
          forms_by_pair_[slot - 1u].push_back(index);
        } else {
          const auto longest = std::min(matcher.longest_word(), longest_first_word - 1);
          for (auto length = matcher.shortest_word(); length <= longest; ++length)
            forms_by_word_[length].push_back({index, matcher.after_word()});
        }
      }
    for (const auto& table : one.contexts)
      for (const auto& row : table) {
        if (!wanted(row.detector)) continue;
        terms_.add(row.terms, std::uint16_t(contexts_.size()));
        contexts_.push_back({&row, std::uint16_t(number_of(row.detector))});
      }
    for (const auto& row : one.shapes) {
      if (!wanted(row.detector)) continue;
      for (const char c : row.first)
        shapes_by_byte_[static_cast<unsigned char>(c)] |= 1u << shapes_.size();
      shapes_.push_back(
          {row.shape, std::uint16_t(number_of(row.detector)), row.least_word, row.most_word});
    }
  }
  terms_.finish();
  nearby_.resize(contexts_.size());
}

extent scanner::nearby(std::uint16_t owner, std::string_view text, std::size_t from) noexcept {
  auto& known = nearby_[owner];
  if (known.scan != scan_) known = {{}, scan_};
  return find_nearby(*contexts_[owner].rule, text, from, known.what);
}

void scanner::scan(std::string_view text, std::string_view key, std::vector<finding>& found) {
  ++scan_;
  if (!key.empty()) find_in_key(text, key, found);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (!is(c, word)) {
      if (shapes_by_byte_[static_cast<unsigned char>(c)] != 0) try_shapes(text, i, 0, found);
      const auto end = c == '[' ? mark_end(text, i) : 0;  // what was redacted stays as it is
      i = end != 0 ? end : i + 1;
      continue;
    }
    auto begin = i;
    i += run(text, i, alnum);
    if (is(at(text, i), other_script)) i = mixed_word_end(text, begin, i);
    // The letter of an escape, as in "\n", is not part of the word after it.
    if (begin > 0 && text[begin - 1] == '\\' && (c == 'n' || c == 't' || c == 'r') && begin + 1 < i)
      ++begin;
    i = std::max(i, scan_word(text, begin, i, found));
  }
}

std::size_t scanner::scan_word(std::string_view text, std::size_t begin, std::size_t end,
                               std::vector<finding>& found) {
  // What is a token has no words: to go on after it also keeps the work linear.
  if (const auto token_end = try_forms(text, begin, end - begin, found)) return token_end;
  if (shapes_by_byte_[static_cast<unsigned char>(text[begin])] != 0)
    try_shapes(text, begin, end - begin, found);
  if (terms_.empty()) return end;
  for (auto word_begin = begin; word_begin < end;) {
    const auto next = word_end(text, word_begin);
    if (!is(text[word_begin], digit))
      terms_.look_up(text, word_begin, next, [&](const term_index::hit& hit) {
        try_context(text, word_begin, hit, found);
      });
    word_begin = next;
  }
  return end;
}

std::size_t scanner::try_forms(std::string_view text, std::size_t begin, std::size_t length,
                               std::vector<finding>& found) const {
  std::size_t farthest = 0;
  const auto attempt = [&](std::uint16_t index) {
    const auto end = forms_[index].matcher.match(text, begin);
    if (end == 0) return;
    found.push_back({begin, end, forms_[index].detector});
    farthest = std::max(farthest, end);
  };
  if (begin + 1 < text.size())
    if (const auto slot = pair_slot_[pair_of(text[begin], text[begin + 1])])
      for (const auto index : forms_by_pair_[slot - 1u])
        attempt(index);
  if (length < longest_first_word)
    for (const auto& one : forms_by_word_[length])
      if (one.after == '\0' || one.after == at(text, begin + length)) attempt(one.form);
  return farthest;
}

void scanner::try_shapes(std::string_view text, std::size_t place, std::size_t length,
                         std::vector<finding>& found) {
  for (auto rest = shapes_by_byte_[static_cast<unsigned char>(text[place])]; rest != 0;
       rest &= rest - 1) {
    auto& one = shapes_[std::size_t(__builtin_ctz(rest))];
    if (one.scan == scan_ && place < one.found_until) continue;
    if (length != 0 && (length < one.least_word || length > one.most_word)) continue;
    if (const auto value = one.read(text, place)) {
      found.push_back({value.begin, value.end, one.detector});
      one.scan = scan_;
      one.found_until = value.end;
    }
  }
}

void scanner::try_context(std::string_view text, std::size_t words_begin,
                          const term_index::hit& hit, std::vector<finding>& found) {
  const auto& context = contexts_[hit.owner];
  const auto& rule = *context.rule;
  if (rule.flags & from_words) {
    if (const auto value = rule.shape(text, hit.end))
      found.push_back({value.begin, value.end, context.detector});
    return;
  }
  if (crossed_.scan != scan_ || crossed_.words_end != hit.end)
    crossed_ = {scan_, hit.end, cross(text, hit.end)};  // the same for all rules with these words
  const auto over = crossed_.over;
  bool direct = over.value != std::string_view::npos;
  if (direct && (rule.flags & (needs_separator | loud_words)) && !over.separator) {
    const bool loud = (rule.flags & loud_words) && !over.pair &&
                      run(text, words_begin, upper) == hit.end - words_begin;
    direct =
        loud || (over.pair && (rule.flags & takes_pair) && is_first_argument(text, words_begin));
  }
  if (direct && over.pair && !(rule.flags & takes_pair)) direct = false;
  if ((rule.flags & loud_words) &&
      (is_harmless_name(text, words_begin) || is_identifier_of(text, hit.end)))
    return;
  if (direct)
    if (const auto value = rule.shape(text, over.value))
      return add_values(text, context, value, found);
  if (rule.reach > 0)
    if (const auto value = nearby(hit.owner, text, hit.end))
      return add_values(text, context, value, found);
  if (looked_back_.scan != scan_ || looked_back_.words_begin != words_begin)
    looked_back_ = {scan_, words_begin, look_back(text, words_begin)};
  if (const auto value = find_before(rule, text, looked_back_.earlier))
    found.push_back({value.begin, value.end, context.detector});
}

void scanner::add_values(std::string_view text, const context& rule, extent first,
                         std::vector<finding>& found) const {
  constexpr int most_items = 8;
  auto value = first;
  for (int i = 0; i < most_items && value; ++i) {
    found.push_back({value.begin, value.end, rule.detector});
    const auto next = next_item(text, value.end);
    if (next == std::string_view::npos) return;
    const auto joint = text.substr(value.end, next - value.end);
    // Mere neighbours need a checksum, and free text is a list only in quotes.
    if (!rule.rule->check && next == value.end + 1 && text[value.end] == ' ') return;
    const char closing = text[value.end];
    const bool quoted = closing == '"' || closing == '\'';
    if ((rule.rule->flags & needs_separator) && !quoted) return;
    value = rule.rule->shape(text, next);
    if (quoted && at(text, value.end) == closing && at(text, value.end + 1) == ':')
      return;  // a key
    if (value && rule.rule->check && !(is_spoken(joint) && is_alike(text, first, value)) &&
        !rule.rule->check(text.substr(value.begin, value.end - value.begin)))
      return;
  }
}

void scanner::scan_key(std::string_view text, std::string_view key, std::vector<finding>& found) {
  ++scan_;
  find_in_key(text, key, found);
}

void scanner::find_in_key(std::string_view text, std::string_view key,
                          std::vector<finding>& found) {
  for (std::size_t i = 0; i < key.size();) {
    if (!is(key[i], word)) {
      ++i;
      continue;
    }
    const auto end = word_end(key, i);
    terms_.look_up(key, i, end, [&](const term_index::hit& hit) {
      const auto& context = contexts_[hit.owner];
      const auto& rule = *context.rule;
      if (rule.flags & from_words)
        return;  // keys are judged by what they say, not by whose they are
      if ((rule.flags & loud_words) && (is_harmless_name(key, i) || is_identifier_of(key, hit.end)))
        return;
      std::size_t start = 0;
      while (start < text.size() && (text[start] == ' ' || text[start] == '\t'))
        ++start;
      if (key_ends(key, hit.end))
        if (const auto value = rule.shape(text, start == text.size() ? 0 : start))
          return add_values(text, context, value, found);
      if (rule.reach > 0)
        if (const auto value = nearby(hit.owner, text, 0)) add_values(text, context, value, found);
    });
    i = end;
  }
}

}  // namespace hedgerow::policies
