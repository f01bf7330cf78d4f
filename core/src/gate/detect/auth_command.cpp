// SPDX-License-Identifier: MIT
// The command that logs in, of Redis and of mail: AUTH x, "AUTH" "x", AUTH PLAIN x.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t shortest_base64 = 8;

/// "AUTH" "x" and "AUTH" "ann" "x", as Redis shows what it was sent.
void look_in_words(examination& e, std::size_t from) {
  static constexpr int most_words = 2;
  const std::string_view text = e.text();
  std::size_t i = from;
  for (int n = 0; n < most_words; ++n) {
    if (at(text, i) != '"' || at(text, i + 1) != ' ' || at(text, i + 2) != '"') return;
    const text_range value = read_string(text, i + 2);
    if (!value.quoted) return;
    if (!is_harmless(text, value)) e.report(value.begin, value.end, "password");
    i = value.end;
  }
}

bool line_ends(std::string_view text, std::size_t i) noexcept {
  const char c = at(text, i);
  return c == 0 || c == '\r' || c == '\n' || chars::quotes.has(c) || c == '\\';
}

/// One word, or "default" and one more, up to the end of the line. One word alone must look like
/// nothing that is logged: "AUTH TOKEN_EXPIRED", "AUTH user-12".
void look_behind_command(examination& e, std::size_t from) {
  static constexpr std::string_view user = "default ";
  static constexpr std::size_t shortest_alone = 8;
  const std::string_view text = e.text();
  const bool of_user = word_at(text, from, user);
  const text_range value = read_token(text, of_user ? from + user.size() : from);
  const std::string_view v = value.of(text);
  if (!line_ends(text, value.end) || is_harmless(text, value)) return;
  bool digit = false;
  bool upper = false;
  bool lower = false;
  bool joined = false;
  for (const char c : v) {
    digit = digit || chars::digits.has(c);
    upper = upper || chars::upper.has(c);
    lower = lower || chars::lower.has(c);
    joined = joined || c == '-' || c == '_' || c == '=' || c == ':' || c == '/' || c == '.';
  }
  const bool random = digit && upper && lower && !joined && v.size() >= shortest_alone;
  if (of_user || random) e.report(value.begin, value.end, "password");
}

}  // namespace

void find_auth_command(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t end = word + 4;
  const char left = before(text, word);
  if (left == '"' && at(text, end) == '"') return look_in_words(e, end);
  if (at(text, end) != ' ' || text.substr(word, 4) != "AUTH") return;
  for (const std::string_view mechanism : {"PLAIN ", "LOGIN ", "XOAUTH2 "}) {
    if (!text.substr(end + 1).starts_with(mechanism)) continue;
    const std::size_t begin = end + 1 + mechanism.size();
    const std::size_t stop = skip(text, begin, chars::base64.with("="));
    if (stop - begin >= shortest_base64) e.report(begin, stop, "password");
    return;
  }
  if (left == 0 || left == '\n' || chars::quotes.has(left)) look_behind_command(e, end + 1);
}

}  // namespace hedgerow::internal
