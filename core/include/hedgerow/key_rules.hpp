// SPDX-License-Identifier: MIT
/// @file
/// The key denylist: which field names never carry a loggable value. One table serves the compile
/// time check of `"key"_k` and the run-time check of every other key, at any depth.
#pragma once

#include <cstddef>
#include <string_view>

#include <hedgerow/data_class.hpp>

namespace hedgerow {

/// What the denylist says of a key.
struct key_verdict {
  data_class sensitivity = data_class::unclassified;
  std::string_view label{};  ///< what stands in the mark, "[redacted:password]"; empty when allowed

  constexpr bool denied() const noexcept { return !label.empty(); }
};

namespace detail {

struct key_rule {
  std::string_view
      words;  ///< lower case, parted by one space; all must follow each other in the key
  data_class sensitivity;
  std::string_view label;
};

inline constexpr key_rule key_rules[] = {
    {"password", data_class::secret, "password"},
    {"passwd", data_class::secret, "password"},
    {"secret", data_class::secret, "secret"},
    {"authorization", data_class::secret, "authorization"},
    {"api key", data_class::secret, "api_key"},
    {"token", data_class::secret, "token"},
    {"cookie", data_class::secret, "cookie"},
    {"ssn", data_class::pii, "ssn"},
};

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}
constexpr bool is_upper(char c) noexcept {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_word_char(char c) noexcept {
  return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9');
}

}  // namespace detail

/// Classifies a key, in any spelling (snake_case, kebab-case, camelCase, UPPER, dotted).
/// Pure and usable at compile time; linear in the key's length.
constexpr key_verdict classify_key(std::string_view key) noexcept {
  char words[128] = {};
  std::size_t n = 0;
  words[n++] = ' ';
  for (std::size_t i = 0; i < key.size() && n < sizeof words - 3; ++i) {
    const char c = key[i];
    if (!detail::is_word_char(c)) {
      if (words[n - 1] != ' ') words[n++] = ' ';
      continue;
    }
    if (i > 0 && detail::is_upper(c) && !detail::is_upper(key[i - 1]) && words[n - 1] != ' ')
      words[n++] = ' ';
    words[n++] = detail::lower(c);
  }
  if (words[n - 1] != ' ') words[n++] = ' ';
  const std::string_view spelled(words, n);
  for (const auto& rule : detail::key_rules) {
    const auto at = spelled.find(rule.words);
    if (at == std::string_view::npos || at == 0) continue;
    if (spelled[at - 1] == ' ' && spelled[at + rule.words.size()] == ' ')
      return {rule.sensitivity, rule.label};
  }
  return {};
}

}  // namespace hedgerow
