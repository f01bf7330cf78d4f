// SPDX-License-Identifier: MIT
// A key and its value beside each other, with no "=" or ":" between: ["Authorization", "Bearer x"],
// setProperty("API_TOKEN", "x"), dbPassword -> "x", setApiKey("x"), | password | x |.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_key = 64;
constexpr std::size_t most_blanks = 32;
constexpr std::size_t shortest_quoted = 4;
constexpr std::size_t shortest_secret = 8;
constexpr byte_set key_char = chars::word.with("_-.");

/// The key around a word, and what stands right behind it.
struct neighbour {
  std::size_t begin;
  std::size_t end;
  std::size_t next;  ///< behind the quotes
  bool quoted;

  std::string_view of(std::string_view text) const noexcept {
    return text.substr(begin, end - begin);
  }
};

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

/// No name of a type or a tool, as "varchar255", "sha256sum" and "char(60)", and no second key.
bool looks_chosen(std::string_view v) noexcept {
  if (!looks_like_value(v) || v.find('(') != std::string_view::npos) return false;
  const std::size_t letters = skip(v, 0, chars::lower);
  const std::size_t digits = skip(v, letters, chars::digits);
  if (skip(v, digits, chars::lower) == v.size()) return false;
  static constexpr std::string_view names[] = {"key", "token", "secret", "password"};
  return !mentions(v, names) && !judge_key(v).verdict.denied();
}

/// Whether a bracket stands before the quotes of the key.
bool is_open(std::string_view text, std::size_t key) noexcept {
  const std::size_t quotes = skip_back(text, key, byte_set{"\\\"'"}, 8);
  const char c = before(text, quotes);
  return c == '[' || c == '(';
}

/// Each word of a key leads here: setApiKey has three.
void report_once(examination& e, const text_range& value, const key_verdict& verdict) {
  if (!e.decided(value.begin)) e.report(value.begin, value.end, verdict.label);
}

/// "key", "value"
void look_in_list(examination& e, const neighbour& key, std::size_t comma) {
  const std::string_view text = e.text();
  if (!key.quoted || !chars::quotes.has(before(text, key.begin))) return;
  const key_verdict verdict = judge_key(key.of(text)).verdict;
  if (!verdict.denied()) return;
  const text_range value = read_string(text, comma + 1);
  if (!value.quoted || is_harmless(text, value)) return;
  const std::size_t after = value.end + (comma + 1 < value.begin ? 1 : 0);
  const std::size_t next = skip(text, skip(text, after, byte_set{"\\\"'"}, 8), chars::space, 4);
  if (at(text, next) == ':') return;  // the next name of an object
  const bool enclosed =
      is_open(text, key.begin) && (at(text, next) == ']' || at(text, next) == ')');
  const bool is_header = verdict.label == "authorization" || verdict.label == "cookie";
  if ((is_header && enclosed) || looks_like_value(value.of(text))) report_once(e, value, verdict);
}

/// key -> "value"; without quotes only between blanks, for token->id is a member.
void look_behind_arrow(examination& e, const neighbour& key, std::size_t arrow) {
  const std::string_view text = e.text();
  const key_verdict verdict = judge_key(key.of(text)).verdict;
  if (!verdict.denied()) return;
  const text_range value = read_value(text, arrow + 2);
  if (is_harmless(text, value)) return;
  const std::string_view v = value.of(text);
  const bool apart = chars::space.has(before(text, arrow)) && chars::space.has(at(text, arrow + 2));
  const bool secret = value.quoted
                          ? v.size() >= shortest_quoted && v.find(' ') == std::string_view::npos
                          : apart && looks_chosen(v);
  if (secret) report_once(e, value, verdict);
}

/// key|value|, and the rows of a table.
void look_in_column(examination& e, const neighbour& key, std::size_t bar) {
  const std::string_view text = e.text();
  const key_verdict verdict = judge_key(key.of(text)).verdict;
  if (!verdict.denied()) return;
  static constexpr byte_set ends = chars::white.with("|");
  const std::size_t begin = skip(text, bar + 1, chars::space, most_blanks);
  const std::size_t end = [&] {
    std::size_t i = begin;
    while (i < text.size() && !ends.has(text[i]))
      ++i;
    return i;
  }();
  const std::size_t next = skip(text, end, chars::space, most_blanks);
  const std::size_t left = skip_back(text, key.begin, chars::space, most_blanks);
  const char border = before(text, left);
  const bool first_in_row = border == 0 || border == '\n' || border == '|';
  const bool more = at(text, next) == '|';
  const bool ended = more || next == text.size() || text[next] == '\n' || text[next] == '\r';
  const bool dense = bar == key.next && begin == bar + 1;
  if (!ended || !(first_in_row || (dense && more))) return;
  const text_range value{begin, end, false};
  if (!is_harmless(text, value) && looks_chosen(value.of(text))) report_once(e, value, verdict);
}

/// setPassword("value"), builder.apiKey("value"): the one argument of who takes it, not of who
/// looks something up by it, as getToken("name") does.
void look_in_call(examination& e, const neighbour& key) {
  const std::string_view text = e.text();
  const std::string_view path = key.of(text);
  const std::size_t dot = path.rfind('.');
  const std::string_view name = dot == std::string_view::npos ? path : path.substr(dot + 1);
  const bool sets = word_at(name, 0, "set") || word_at(name, 0, "with");
  const key_verdict verdict = judge_key(name).verdict;
  if (!verdict.denied() || verdict.label == "cookie") return;
  const text_range value = read_string(text, key.next + 1);
  if (!value.quoted || is_harmless(text, value)) return;
  const std::size_t next = skip(text, skip(text, value.end, byte_set{"\\\"'"}, 8), chars::space, 4);
  if (at(text, next) != ')') return;
  const std::string_view v = value.of(text);
  if (sets ? looks_like_value(v) : dot != std::string_view::npos && looks_random(v))
    report_once(e, value, verdict);
}

}  // namespace

void find_key_beside_value(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  neighbour key{};
  key.end = skip(text, word, key_char, longest_key);
  if (at(text, key.end) == '>' && text[key.end - 1] == '-') --key.end;
  const std::size_t quote = skip(text, key.end, byte_set{"\\"}, 3);
  key.quoted = chars::quotes.has(at(text, quote));
  key.next = key.quoted ? quote + 1 : key.end;
  const std::size_t i = skip(text, key.next, chars::space, key.quoted ? 4 : most_blanks);
  const char sign = at(text, i);
  const bool arrow = sign == '-' && at(text, i + 1) == '>';
  const bool call = sign == '(' && i == key.end;
  if (!arrow && !call && sign != ',' && sign != '|') return;
  key.begin = skip_back(text, word, key_char, longest_key);
  if (arrow) return look_behind_arrow(e, key, i);
  if (call) return look_in_call(e, key);
  if (sign == '|') return look_in_column(e, key, i);
  look_in_list(e, key, i);
}

}  // namespace hedgerow::internal
