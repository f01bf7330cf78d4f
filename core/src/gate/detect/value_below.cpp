// SPDX-License-Identifier: MIT
#include "gate/detect/value_below.hpp"

#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t most_blanks = 32;
constexpr std::size_t shortest = 4;
constexpr std::size_t surely = 6;
constexpr std::size_t longest = 256;
constexpr byte_set signs{"!#$%^&*~+?"};
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Where the next line begins, if there are but blanks up to it, or the sign of a block of YAML
/// (password: |-).
std::size_t next_line(std::string_view text, std::size_t from) noexcept {
  std::size_t i = skip(text, from, chars::space, most_blanks);
  if (at(text, i) == '|' || at(text, i) == '>') i = skip(text, i + 1, byte_set{"+-"}, 1);
  i = skip(text, i, chars::space, most_blanks);
  if (at(text, i) == '\r') ++i;
  return at(text, i) == '\n' ? i + 1 : none;
}

/// Whether a line ends at `i`, but for blanks and a comma.
bool line_ends(std::string_view text, std::size_t i) noexcept {
  i = skip(text, i, chars::space, most_blanks);
  return i >= text.size() || text[i] == '\n' || text[i] == '\r';
}

/// Nothing before the key but blanks, a quote, and the word that says which key it is: "API key:".
/// A prompt ("Enter password:") shows no value.
bool stands_alone(std::string_view text, std::size_t key) noexcept {
  static constexpr std::string_view prompts[] = {"enter",  "your",  "new",     "confirm",
                                                 "retype", "again", "current", "forgot"};
  std::size_t i = skip_back(text, key, chars::quotes, 1);
  if (before(text, i) == ' ') {
    const std::size_t word = skip_back(text, i - 1, chars::letters, 16);
    if (mentions(text.substr(word, i - 1 - word), prompts)) return false;
    i = word;
  }
  i = skip_back(text, i, chars::space, most_blanks);
  return i == 0 || text[i - 1] == '\n';
}

/// In a dump where every value stands below its key, one more word is a value too: the line above
/// the key at `key` is one token, and the line above that ends with a colon.
bool is_one_of_many(std::string_view text, std::size_t key) noexcept {
  static constexpr std::size_t longest_line = 64;
  static constexpr byte_set token = chars::token68.with("@!#$%&*");
  std::size_t i = skip_back(text, key, chars::space, most_blanks);
  if (before(text, i) != '\n') return false;
  i = skip_back(text, i - 1, byte_set{"\r"}, 1);
  const std::size_t value = skip_back(text, i, token, longest_line);
  if (value == i) return false;
  i = skip_back(text, value, chars::space, most_blanks);
  if (before(text, i) != '\n') return false;
  i = skip_back(text, i - 1, chars::space.with("\r"), most_blanks);
  return before(text, i) == ':';
}

struct content {
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t signs = 0;
};

/// No bracket, no colon, no address: nothing of code, of prompts and of pairs.
bool is_plain_token(std::string_view v) noexcept {
  static constexpr byte_set elsewhere{":(){}[]<>@\"'`|;,"};
  static constexpr byte_set openings{"/-*&!$%#~.="};
  if (openings.has(v.front())) return false;
  for (const char c : v)
    if (elsewhere.has(c)) return false;
  const std::size_t equals = v.find('=');
  return equals == std::string_view::npos || skip(v, equals, byte_set{"="}) == v.size();
}

/// "http2", "v1.2.3", "utf-8": a name with a number.
bool is_name(std::string_view v) noexcept {
  const std::size_t letters = skip(v, 0, chars::lower.with("-_"));
  return skip(v, letters, chars::digits.with("."), 8) == v.size() && v.size() - letters < 2;
}

bool is_value(std::string_view text, std::size_t key, std::string_view v) noexcept {
  if (v.size() < shortest || v.size() > longest || !is_plain_token(v) || is_stop_word(v))
    return false;
  content has;
  for (const char c : v) {
    has.letters += chars::letters.has(c);
    has.digits += chars::digits.has(c);
    has.signs += signs.has(c);
  }
  if (has.letters == v.size()) return is_one_of_many(text, key);
  return v.size() >= surely && has.letters >= 2 && has.digits + has.signs > 0 && !is_name(v);
}

}  // namespace

text_range value_below(std::string_view text, std::size_t key, std::size_t from) noexcept {
  const std::size_t line = next_line(text, from);
  if (line == none || !stands_alone(text, key)) return {};
  const std::size_t begin = skip(text, line, chars::space, most_blanks);
  if (chars::quotes.has(at(text, begin))) {
    const text_range quoted = read_value(text.substr(0, begin + longest), begin);
    if (at(text, quoted.end) != text[begin]) return {};
    const std::size_t end = skip(text, quoted.end + 1, byte_set{","}, 1);
    const bool one_word = quoted.of(text).find_first_of(" \n") == std::string_view::npos;
    return one_word && line_ends(text, end) ? quoted : text_range{};
  }
  std::size_t end = begin;
  while (end < text.size() && end - begin <= longest && !chars::white.has(text[end]))
    ++end;
  if (end == begin || !line_ends(text, end)) return {};
  return is_value(text, key, text.substr(begin, end - begin)) ? text_range{begin, end, false}
                                                              : text_range{};
}

}  // namespace hedgerow::internal
