// SPDX-License-Identifier: MIT
// Credentials after the name of their scheme, wherever they stand: "Bearer <token>", "Basic
// <base64>".
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"
#include "gate/scan/coding.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t shortest_bearer = 8;
constexpr std::size_t surely_bearer = 20;
constexpr std::size_t shortest_basic = 6;

/// "bearer of bad news" is no token, and neither is "bearer authentication".
bool is_token(std::string_view s) noexcept {
  if (s.size() < shortest_bearer) return false;
  if (s.size() >= surely_bearer) return true;
  for (const char c : s)
    if (chars::digits.has(c)) return true;
  return false;
}

/// The colon between user and password must come out of it.
bool is_basic(std::string_view s, arena& memory) {
  static constexpr std::size_t longest = 1024;
  if (s.size() < shortest_basic || s.size() > longest) return s.size() > longest;
  const std::string_view decoded = decode_base64(s, memory);
  return decoded.find(':') != std::string_view::npos;
}

}  // namespace

void find_auth_scheme(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  static constexpr std::string_view bearer = "bearer";
  static constexpr std::string_view basic = "basic";
  const bool is_bearer_word = word_at(text, from, bearer);
  if (!is_bearer_word && !word_at(text, from, basic)) return;
  const std::size_t scheme_end = from + (is_bearer_word ? bearer.size() : basic.size());
  const std::size_t token = skip(text, scheme_end, byte_set{" \t,:=\"'"}, 4);
  if (token == scheme_end) return;
  static constexpr byte_set token_char = chars::token68.with("%|");
  const std::size_t end = skip(text, skip(text, token, token_char), byte_set{"="});
  if (before(text, end) == '=' && chars::word.has(at(text, end))) return;  // a key and its value
  const std::string_view credentials = text.substr(token, end - token);
  if (is_bearer_word ? is_token(credentials) : is_basic(credentials, e.memory()))
    e.report(token, end, is_bearer_word ? "bearer_token" : "basic_auth");
}

}  // namespace hedgerow::internal
