// SPDX-License-Identifier: MIT
// A key and its value as neighbours in a list or a call: ["Authorization", "Bearer x"],
// setProperty("API_TOKEN", "x").
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_key = 64;
constexpr std::size_t shortest_secret = 8;

/// Two names in a list ("password", "email") are not a name and its value.
bool looks_like_value(std::string_view v) noexcept {
  bool digit = false;
  bool letter = false;
  for (const char c : v) {
    digit = digit || chars::digits.has(c);
    letter = letter || chars::letters.has(c);
  }
  return v.size() >= shortest_secret && digit && letter;
}

/// Whether a bracket stands before the quotes of the key.
bool is_open(std::string_view text, std::size_t key) noexcept {
  const std::size_t quotes = skip_back(text, key, byte_set{"\\\"'"}, 8);
  const char c = before(text, quotes);
  return c == '[' || c == '(';
}

}  // namespace

void find_listed_pair(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t key_end = skip(text, word, chars::word.with("_-."), longest_key);
  std::size_t i = skip(text, key_end, byte_set{"\\"}, 3);
  if (!chars::quotes.has(at(text, i))) return;
  i = skip(text, i + 1, chars::space, 4);
  if (at(text, i) != ',') return;
  const std::size_t key = skip_back(text, word, chars::word.with("_-."), longest_key);
  if (!chars::quotes.has(before(text, key))) return;
  const key_verdict verdict = judge_key(text.substr(key, key_end - key)).verdict;
  if (!verdict.denied()) return;
  const text_range value = read_value(text, i + 1);
  if (!value.quoted || is_harmless(text, value)) return;
  const std::size_t after = value.end + (i + 1 < value.begin ? 1 : 0);
  const std::size_t next = skip(text, skip(text, after, byte_set{"\\\"'"}, 8), chars::space, 4);
  if (at(text, next) == ':') return;  // the next name of an object
  const bool enclosed = is_open(text, key) && (at(text, next) == ']' || at(text, next) == ')');
  const bool is_header = verdict.label == "authorization" || verdict.label == "cookie";
  if ((is_header && enclosed) || looks_like_value(value.of(text)))
    e.report(value.begin, value.end, verdict.label);
}

}  // namespace hedgerow::internal
