// SPDX-License-Identifier: MIT
#include "gate/detect/headers.hpp"

#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

/// Schemes of one token, and those of a list of parameters that fills the line.
constexpr std::string_view token_schemes[] = {"bearer",    "basic",  "apikey", "token",
                                              "negotiate", "ntlm",   "jwt",    "key",
                                              "api-key",   "oauth2", "splunk"};
constexpr std::string_view list_schemes[] = {"digest",    "oauth", "hawk",   "aws4-hmac-sha256",
                                             "signature", "hoba",  "mutual", "scram-sha-256"};
constexpr std::string_view attributes[] = {"path",     "domain",   "expires", "max-age",
                                           "samesite", "priority", "version"};
constexpr std::size_t most_cookies = 200;

template <std::size_t N>
bool is_one(std::string_view word, const std::string_view (&words)[N]) noexcept {
  for (const std::string_view w : words)
    if (same_word(word, w)) return true;
  return false;
}

/// To the end of the line, or of the quotes around it.
std::size_t line_end(std::string_view text, std::size_t from) noexcept {
  static constexpr byte_set ends{"\r\n'`<>"};
  std::size_t i = from;
  bool inner = false;  // parameters are quoted themselves: realm="x", nonce="y"
  for (; i < text.size() && !ends.has(text[i]); ++i) {
    if (text[i] == '\\' && at(text, i + 1) == 'n') break;
    if (text[i] != '"') continue;
    if (!inner && before(text, i) != '=' && !(before(text, i) == '\\' && at(text, i - 2) == '='))
      break;
    inner = !inner;
  }
  return i;
}

/// "cookies=3": how many, not which.
bool is_count(std::string_view v) noexcept {
  return v.size() <= 3 && skip(v, 0, chars::digits) == v.size();
}

constexpr byte_set scheme_char = chars::word.with("-_");

}  // namespace

void report_authorization(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  text_range value = read_value(text, from);
  std::size_t begin = value.begin;
  if (!value.quoted && begin >= text.size()) return;
  const std::size_t scheme_end = skip(text, begin, scheme_char, 32);
  const std::string_view scheme = text.substr(begin, scheme_end - begin);
  const bool takes_list = is_one(scheme, list_schemes);
  if (takes_list || is_one(scheme, token_schemes)) {
    begin = skip(text, scheme_end, byte_set{" \t:"}, 8);
    if (begin == scheme_end) return;
    if (value.quoted)
      value.begin = begin;
    else
      value =
          takes_list ? text_range{begin, line_end(text, begin), false} : read_token(text, begin);
  } else if (!value.quoted && value.end == scheme_end) {
    // A scheme that nobody knows, or the credentials themselves: both go.
    const std::size_t next = skip(text, scheme_end, chars::space, 4);
    const text_range token = read_token(text, next);
    if (next > scheme_end && looks_random(token.of(text)))
      e.report(token.begin, token.end, "authorization");
  }
  if (!is_harmless(text, value)) e.report(value.begin, value.end, "authorization");
}

void report_cookies(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  static constexpr byte_set name_char = chars::word.with("_-.!#$%&*+^|~[]:@");
  static constexpr byte_set ends_value{" \t\r\n;\"'`\\<>"};
  const text_range all = read_value(text, from);
  const std::size_t stop = all.quoted ? all.end : text.size();
  std::size_t i = skip(text, all.begin, chars::white.with("{"));
  bool any = false;
  for (std::size_t n = 0; n < most_cookies && i < stop; ++n) {
    const std::size_t name_end = skip(text, i, name_char, 256);
    if (name_end == i || at(text, name_end) != '=') {
      // "Secure; HttpOnly"
      if (any && at(text, name_end) == ';' && name_end > i) {
        i = skip(text, name_end + 1, chars::space, 8);
        continue;
      }
      break;
    }
    const std::string_view name = text.substr(i, name_end - i);
    std::size_t value = name_end + 1;
    const std::size_t mark = mark_length(text.substr(value));
    std::size_t end = value + mark;
    while (end < stop && !ends_value.has(text[end]))
      ++end;
    const text_range range{value, end, false};
    if (is_one(name, attributes))
      end = text.find_first_of(";\"'\r\n", value) < stop ? text.find_first_of(";\"'\r\n", value)
                                                         : stop;
    else if (!is_harmless(text, range) && !is_count(range.of(text)))
      e.report(value, end, "cookie");
    any = true;
    if (at(text, end) != ';') return;
    i = skip(text, end + 1, chars::space, 8);
  }
  if (!any && !is_harmless(text, all) && !is_count(all.of(text)))
    e.report(all.begin, all.end, "cookie");
}

}  // namespace hedgerow::internal
