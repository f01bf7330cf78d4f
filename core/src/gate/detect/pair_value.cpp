// SPDX-License-Identifier: MIT
#include "gate/detect/pair_value.hpp"

#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t most_blanks = 32;
constexpr std::size_t longest_quoted = 8192;
constexpr std::size_t longest_key = 40;
/// A longer value is not looked at twice: it goes. So reading it costs no more than its length.
constexpr std::size_t longest_harmless = 256;
constexpr byte_set key_char = chars::word.with("_.-");
constexpr byte_set closing{")]}"};

/// After a comma or the like: does the next part of a list begin, or does the value go on?
bool part_begins(std::string_view text, std::size_t from) noexcept {
  const char c = at(text, from);
  if (c == 0 || chars::white.has(c) || chars::quotes.has(c) || c == '\\' || c == '{' || c == '[')
    return true;
  const std::size_t end = skip(text, from, key_char, longest_key);
  return end > from && (at(text, end) == '=' || at(text, end) == ':');
}

/// Whether the token that reaches up to `i` ends there.
bool token_ends(std::string_view text, std::size_t i) noexcept {
  const char c = text[i];
  if (chars::white.has(c) || chars::quotes.has(c) || c == '&' || c == '<' || c == '>') return true;
  if (c == '\\') {
    const char next = at(text, i + 1);
    return next == 'n' || next == 'r' || next == 't' || next == '\\' || chars::quotes.has(next);
  }
  if (c == ',' || c == ';' || c == '|') return part_begins(text, i + 1);
  if (closing.has(c)) {
    const char next = at(text, i + 1);
    return next == 0 || chars::white.has(next) || chars::quotes.has(next) || closing.has(next) ||
           next == ',' || next == ';' || next == '.' || next == '\\' || next == ':';
  }
  return false;
}

/// The place of the quote that closes one opened with `escapes` backslashes before it.
std::size_t find_closing(std::string_view text, std::size_t from, char quote,
                         std::size_t escapes) noexcept {
  std::size_t backslashes = 0;
  const std::size_t stop =
      from + longest_quoted < text.size() ? from + longest_quoted : text.size();
  for (std::size_t i = from; i < stop; ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++backslashes;
      continue;
    }
    if (c == quote && (escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes))
      return i - (escapes == 0 ? 0 : backslashes);
    backslashes = 0;
  }
  return std::string_view::npos;
}

bool closes(char opening, char c) noexcept {
  return (opening == '{' && c == '}') || (opening == '(' && c == ')') ||
         (opening == '[' && c == ']');
}

text_range read_quoted(std::string_view text, std::size_t quote, std::size_t escapes) noexcept {
  const std::size_t begin = quote + 1;
  const std::size_t end = find_closing(text, begin, text[quote], escapes);
  if (end != std::string_view::npos) return {begin, end, true};
  const std::size_t line = text.find('\n', begin);
  return {begin, line == std::string_view::npos ? text.size() : line, true};
}

}  // namespace

text_range read_token(std::string_view text, std::size_t from) noexcept {
  std::size_t i = from;
  for (; i < text.size(); ++i) {
    if (text[i] == '[') i += mark_length(text.substr(i));
    if (i == from) i += hiding_note_length(text.substr(i));
    if (i == text.size()) break;
    if (!token_ends(text, i)) continue;
    // {TOKEN}; and signature="x" inside of a value that is not quoted itself.
    if (closes(text[from], text[i])) continue;
    if (i == from || text[i - 1] != '=' || !chars::quotes.has(text[i])) break;
    const std::size_t end = find_closing(text, i + 1, text[i], 0);
    if (end == std::string_view::npos) break;
    i = end;
  }
  return {from, i, false};
}

namespace {

/// Past the opening of a call that makes a value of a literal, as in Some("x"), new String("x"),
/// []byte("x"), PASSWORD('x'); `from` where there is none. Other calls look something up by it.
std::size_t inside_maker(std::string_view text, std::size_t from) noexcept {
  static constexpr std::string_view makers[] = {
      "some",   "optional.of", "string", "new string", "string::from", "std::string",
      "[]byte", "bytes",       "str",    "password",   "secretstring", "secretstr"};
  static constexpr std::size_t longest = 12;
  const std::size_t end = skip(text, from, chars::letters.with(" :.[]"), longest + 1);
  if (end == from || at(text, end) != '(' || !chars::quotes.has(at(text, end + 1))) return from;
  for (const std::string_view maker : makers)
    if (same_word(text.substr(from, end - from), maker)) return end + 1;
  return from;
}

/// The string at `from`, or, when there is none, where the token begins.
text_range begin_value(std::string_view text, std::size_t from) noexcept {
  static constexpr std::string_view html_quote = "&quot;";
  std::size_t i = skip(text, from, chars::space, most_blanks);
  // ["x", ...]: the first of a list.
  if (const char first = at(text, i + 1);
      at(text, i) == '[' && (chars::quotes.has(first) || chars::digits.has(first)))
    ++i;
  if (text.substr(i).starts_with(html_quote)) {
    const std::size_t end = text.substr(0, i + longest_quoted).find(html_quote, i + 1);
    if (end != std::string_view::npos) return {i + html_quote.size(), end, true};
  }
  i = inside_maker(text, i);
  // b'...', u"...", @"..."
  if ((chars::letters.has(at(text, i)) || at(text, i) == '@') && chars::quotes.has(at(text, i + 1)))
    ++i;
  const std::size_t quote = skip(text, i, byte_set{"\\"}, 7);
  if (chars::quotes.has(at(text, quote))) return read_quoted(text, quote, quote - i);
  return {i, i, false};
}

}  // namespace

text_range read_value(std::string_view text, std::size_t from) noexcept {
  const text_range value = begin_value(text, from);
  return value.quoted ? value : read_token(text, value.begin);
}

text_range read_string(std::string_view text, std::size_t from) noexcept {
  return begin_value(text, from);
}

bool is_harmless(std::string_view text, const text_range& value) noexcept {
  const std::string_view v = value.of(text);
  if (v.empty()) return true;
  if (v.size() > longest_harmless) return false;
  if (is_placeholder(v)) return true;
  if (value.quoted) return is_stop_word(v) && v.size() < 10;
  if (is_stop_word(v)) return true;
  // A call or a part of a table in a line of code: "token = read_token(file)", "form["password"]".
  const std::size_t name = skip(v, 0, chars::letters.with("_."));
  if (name > 2 && (at(v, name) == '(' || (at(v, name) == '[' && name + 1 == v.size()))) return true;
  // A type in a declaration: "token: Optional[str]".
  static constexpr byte_set type = chars::letters.with("_.,|[]");
  if (name > 2 && at(v, name) == '[' && skip(v, name, type) == v.size()) return true;
  // A tag of YAML: "secret: !Ref DbSecret".
  return v[0] == '!' && v.size() > 3 && skip(v, 1, chars::letters) == v.size() &&
         at(text, value.end) == ' ';
}

}  // namespace hedgerow::internal
