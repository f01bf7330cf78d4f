// SPDX-License-Identifier: MIT
// Keys and values in text: password=x, "apiKey": "x", \"token\":\"x\", 'secret' => 'x', --pin=1234,
// &sig=x, Password : x, token string = "x". The key rules are those of fields; only the value goes.
#include "gate/detect/detector.hpp"
#include "gate/detect/foreign_password.hpp"
#include "gate/detect/headers.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/detect/value_below.hpp"
#include "gate/key_judge.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_key = 64;
/// {"name": "Cookie", "value": "x"}, <add key="Password" value="x"/>: so far apart at most.
constexpr std::size_t widest_name = 96;
constexpr byte_set key_char = chars::word.with("_.-$");

/// The key that ends before the operator at `sign`.
struct written_key {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;

  std::string_view of(std::string_view text) const noexcept {
    return text.substr(begin, end - begin);
  }
};

/// Quotes, brackets and blanks between a key and its operator: "key\" :", ['key'] =, key  =>.
written_key key_before(std::string_view text, std::size_t sign) noexcept {
  static constexpr byte_set between{" \t\"'`\\])!"};
  static constexpr byte_set joined{"?.+|"};  // ?=, .=, +=, ||=
  static constexpr std::size_t widest = 20;
  written_key key;
  const std::size_t operation = text[sign] == '=' ? skip_back(text, sign, joined, 2) : sign;
  key.end = skip_back(text, operation, between, widest);
  for (std::size_t i = key.end; i < sign; ++i)
    key.quoted = key.quoted || chars::quotes.has(text[i]);
  key.begin = skip_back(text, key.end, key_char, longest_key);
  return key;
}

/// "[redacted:password]: x": a mark is no key of what follows.
bool ends_mark(std::string_view text, const written_key& key, std::size_t sign) noexcept {
  return text[sign] == ':' && at(text, key.end) == ']' &&
         text.substr(0, key.begin).ends_with(redacted_opening);
}

/// "API key: x", "User pw: x", "cache key=x": the word before says what the key is.
key_judgement judge_with_word_before(std::string_view text, const written_key& key,
                                     const key_judgement& alone) noexcept {
  if (key.begin < 2 || text[key.begin - 1] != ' ') return alone;
  const std::size_t word = skip_back(text, key.begin - 1, chars::word, 16);
  if (word + 1 >= key.begin) return alone;
  return judge_key(text.substr(word, key.end - word));
}

/// The key of a declaration, where the word before the operator is its type: "token: str = ",
/// "var token string = ", "let token: &'static str = ".
key_judgement judge_declared(std::string_view text, const written_key& type) noexcept {
  static constexpr byte_set between{" \t:[<(&*'?|"};
  static constexpr int most_words = 4;
  std::size_t end = type.begin;
  for (int i = 0; i < most_words; ++i) {
    end = skip_back(text, end, between, 8);
    const std::size_t word = skip_back(text, end, key_char, longest_key);
    if (word == end) return {};
    const key_judgement judged = judge_key(text.substr(word, end - word));
    if (judged.part != key_part::type) return judged;
    end = word;
  }
  return {};
}

/// The name in {"name": "Cookie", "value": "x"}, and in "name: DB_PASSWORD\n value: x".
std::string_view name_in(std::string_view text, const text_range& value) noexcept {
  const std::string_view name = value.of(text);
  return value.quoted || skip(name, 0, key_char) == name.size() ? name : std::string_view();
}

/// "u: ann\np: x"
bool abbreviates_password(std::string_view text, const written_key& key) noexcept {
  static constexpr std::string_view users[] = {"u", "user", "username", "login", "id"};
  return mentions(window_before(text, key.begin, 32), users);
}

/// "Unexpected token: }" speaks of another kind of token.
bool means_another_token(std::string_view text, const written_key& key) noexcept {
  static constexpr std::string_view words[] = {"unexpected", "syntax", "illegal", "parse"};
  const std::string_view word = key.of(text);
  return (same_word(word, "token") || same_word(word, "tokens")) &&
         mentions(window_before(text, key.begin, 14), words);
}

/// Where the value of the operator at `sign` begins; 0 when it is none (":" of "::" and "://").
std::size_t after_operator(std::string_view text, std::size_t sign) noexcept {
  const char next = at(text, sign + 1);
  if (text[sign] == ':') {
    if (before(text, sign) == ':' || (next == '/' && at(text, sign + 2) == '/')) return 0;
    if (next == ':') {  // ::= and :::= of make
      const std::size_t colons = skip(text, sign, byte_set{":"}, 3);
      return at(text, colons) == '=' ? colons + 1 : 0;
    }
    return next == '=' ? sign + 2 : sign + 1;
  }
  if (before(text, sign) == ':') return 0;  // the colon of ":=" has seen to it
  std::size_t i = sign + 1;
  while (i < sign + 3 && (at(text, i) == '=' || at(text, i) == '>'))
    ++i;
  return i;
}

/// The colons of "08:15:30": a key of one or two digits is none.
bool is_time_of_day(std::string_view text, std::size_t sign) noexcept {
  if (sign == 0 || !chars::digits.has(text[sign - 1])) return false;
  const char second = before(text, sign - 1);
  if (!key_char.has(second)) return true;
  return chars::digits.has(second) && !key_char.has(before(text, sign - 2));
}

/// Nothing stands behind the colon, or what says that a block of YAML follows.
bool leaves_line(std::string_view text, const text_range& value) noexcept {
  const std::string_view v = value.of(text);
  return !value.quoted && (v.empty() || v == "|-" || v == "|+");
}

/// The content of a part of a form: name="password", an empty line, the value. Line ends may be
/// written as \r\n.
void report_form_part(examination& e, const text_range& name) {
  const std::string_view text = e.text();
  if (!name.quoted) return;
  std::size_t i = skip(text, name.end, byte_set{"\\\""}, 4);
  if (at(text, i - 1) == '\\') --i;
  static constexpr std::string_view line_ends[] = {"\r\n", "\n", "\\r\\n", "\\n"};
  for (const std::string_view end_of_line : line_ends) {
    const std::string_view rest = text.substr(i);
    if (!rest.starts_with(end_of_line) || !rest.substr(end_of_line.size()).starts_with(end_of_line))
      continue;
    const std::size_t begin = i + 2 * end_of_line.size();
    std::size_t end = begin;
    while (end < text.size() && !chars::white.has(text[end]) &&
           !text.substr(end).starts_with(end_of_line))
      ++end;
    const text_range value{begin, end, false};
    if (!is_harmless(text, value)) e.report(begin, end, judge_key(name.of(text)).verdict.label);
    return;
  }
}

void report_denied(examination& e, const written_key& key, std::size_t from,
                   const key_verdict& verdict) {
  const std::string_view text = e.text();
  if (verdict.label == "authorization") return report_authorization(e, from);
  if (verdict.label == "cookie") return report_cookies(e, from);
  text_range value = read_value(text, from);
  if (text[from - 1] == ':' && leaves_line(text, value)) value = value_below(text, key.begin, from);
  if (!is_harmless(text, value)) e.report(value.begin, value.end, verdict.label);
}

}  // namespace

void find_key_value(examination& e, std::size_t sign) {
  const std::string_view text = e.text();
  if (is_time_of_day(text, sign)) return;
  written_key key = key_before(text, sign);
  if (ends_mark(text, key, sign)) return;
  key_judgement judged;
  if (const std::size_t foreign = foreign_password_at(text, key.begin, key.end); foreign != 0) {
    key.begin = key.end - foreign;
    judged = judge_key("password");
  } else if (key.begin == key.end) {
    return;
  } else {
    judged = judge_key(key.of(text));
  }
  switch (judged.part) {
  case key_part::number:
    return;
  case key_part::type:
    if (text[sign] == '=') judged = judge_declared(text, key);
    if (!judged.verdict.denied() || !read_string(text, after_operator(text, sign)).quoted) return;
    break;
  case key_part::name:
    e.name_a_value(sign, key_judgement{});
    if (const std::size_t from = after_operator(text, sign); from != 0) {
      const text_range name = read_value(text.substr(0, sign + widest_name), from);
      const key_judgement named = judge_key(name_in(text, name));
      e.name_a_value(name.end, named);
      if (named.verdict.denied()) report_form_part(e, name);
    }
    [[fallthrough]];
  case key_part::word:
    if (!key.quoted && !judged.verdict.denied()) judged = judge_with_word_before(text, key, judged);
    break;
  case key_part::value:
    judged = e.name_near(key.begin, widest_name);
    break;
  case key_part::p:
    if (abbreviates_password(text, key)) judged.suspect = suspicion::password;
    break;
  case key_part::none:
    break;
  }
  if (!judged.verdict.denied() && judged.suspect == suspicion::none) return;
  const std::size_t from = after_operator(text, sign);
  if (from == 0 || means_another_token(text, key)) return;
  if (judged.verdict.denied()) return report_denied(e, key, from, judged.verdict);
  if (judged.suspect == suspicion::encoded && from < e.decoded_to()) return;
  const text_range value = read_value(text, from);
  if (is_harmless(text, value)) return;
  const std::string_view v = value.of(text);
  if (judged.suspect == suspicion::encoded) e.decoded(value.end);
  if (judged.suspect == suspicion::encoded ? holds_encoded_secret(v, e)
                                           : confirms(judged.suspect, v))
    e.report(value.begin, value.end, judged.suspect == suspicion::password ? "password" : "secret");
}

}  // namespace hedgerow::internal
