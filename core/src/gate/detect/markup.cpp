// SPDX-License-Identifier: MIT
// Secrets between tags: <password>x</password>, <string name="api_key">x</string>,
// <entry key="password">x</entry>, <key>password</key><string>x</string>.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_tag = 160;
constexpr byte_set tag_char = chars::word.with("_-.:");

constexpr std::size_t most_blanks = 64;

/// The text after the tag that ends at `close`, up to the next tag. It may stand on a line of its
/// own.
text_range content(std::string_view text, std::size_t close) noexcept {
  const std::size_t begin = skip(text, close + 1, chars::white, most_blanks);
  std::size_t end = begin;
  while (end < text.size() && text[end] != '<' && text[end] != '\n' && text[end] != '\r')
    ++end;
  return {begin, end, true};
}

/// The name="..." or key="..." attribute of a tag; empty when there is none.
std::string_view name_attribute(std::string_view tag) noexcept {
  for (const std::string_view opening : {"name=", "key="})
    if (const std::size_t found = tag.find(opening); found != std::string_view::npos)
      return read_value(tag, found + opening.size()).of(tag);
  return {};
}

}  // namespace

void find_markup(examination& e, std::size_t open) {
  const std::string_view text = e.text();
  const std::size_t name_end = skip(text, open + 1, tag_char, longest_tag);
  if (name_end == open + 1) return;
  const std::size_t close = text.substr(0, open + longest_tag).find('>', name_end);
  if (close == std::string_view::npos || text[close - 1] == '/') return;
  const std::string_view name = text.substr(open + 1, name_end - open - 1);
  const key_judgement judged = judge_key(name);
  key_verdict verdict = judged.verdict;
  std::size_t from = close;
  if (!verdict.denied() && close > name_end)
    verdict = judge_key(name_attribute(text.substr(name_end, close - name_end))).verdict;
  if (!verdict.denied() && same_word(name, "key")) {
    const std::size_t key_end = text.substr(0, close + longest_tag).find('<', close);
    if (key_end == std::string_view::npos) return;
    verdict = judge_key(text.substr(close + 1, key_end - close - 1)).verdict;
    if (!verdict.denied()) return;
    const std::size_t value_tag = text.substr(0, key_end + longest_tag).find('<', key_end + 1);
    if (value_tag == std::string_view::npos) return;
    from = text.substr(0, value_tag + longest_tag).find('>', value_tag);
    if (from == std::string_view::npos) return;
  }
  const bool may_be_password = judged.suspect == suspicion::password;
  if (!verdict.denied() && !may_be_password) return;
  const text_range value = content(text, from);
  const std::size_t next = skip(text, value.end, chars::white, most_blanks);
  if (at(text, next) != '<' || at(text, next + 1) != '/') return;
  if (is_harmless(text, value)) return;
  if (verdict.denied())
    e.report(value.begin, value.end, verdict.label);
  else if (confirms(judged.suspect, value.of(text)))
    e.report(value.begin, value.end, "password");
}

}  // namespace hedgerow::internal
