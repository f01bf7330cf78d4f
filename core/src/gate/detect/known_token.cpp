// SPDX-License-Identifier: MIT
#include "gate/detect/known_tokens.hpp"

#include "gate/detect/detector.hpp"

namespace hedgerow::internal {

namespace {

bool has_digit(std::string_view s) noexcept {
  for (const char c : s)
    if (chars::digits.has(c)) return true;
  return false;
}

}  // namespace

void find_known_token(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  for (const known_token& t : known_tokens) {
    if (t.prefix[0] != text[from] || !text.substr(from).starts_with(t.prefix)) continue;
    const std::size_t rest = from + t.prefix.size();
    const std::size_t end = skip(text, rest, t.rest);
    if (end - rest < t.least) continue;
    // "sk-..." is also how a CSS class can begin.
    if (t.prefix == "sk-" && !has_digit(text.substr(rest, end - rest))) continue;
    e.report(from, end, t.label);
    return;
  }
}

}  // namespace hedgerow::internal
