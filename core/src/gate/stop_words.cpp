// SPDX-License-Identifier: MIT
#include "gate/stop_words.hpp"

#include <algorithm>
#include <iterator>

#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

/// Sorted.
constexpr std::string_view words[] = {
    "a",         "absent",     "accepted",    "active",
    "after",     "again",      "all",         "allowed",
    "already",   "an",         "and",         "any",
    "are",       "as",         "at",          "authentication",
    "available", "await",      "be",          "been",
    "before",    "blank",      "bool",        "boolean",
    "but",       "by",         "bytes",       "can",
    "cannot",    "changed",    "check",       "cleared",
    "could",     "created",    "default",     "deleted",
    "denied",    "detected",   "did",         "disabled",
    "do",        "does",       "empty",       "enabled",
    "error",     "exists",     "expected",    "expired",
    "expires",   "failed",     "failure",     "false",
    "field",     "fields",     "filtered",    "for",
    "format",    "found",      "from",        "generated",
    "given",     "had",        "has",         "have",
    "header",    "hidden",     "if",          "in",
    "inactive",  "incorrect",  "int",         "integer",
    "invalid",   "is",         "it",          "its",
    "length",    "less",       "locked",      "log",
    "login",     "longer",     "mandatory",   "masked",
    "matches",   "may",        "mismatch",    "missing",
    "must",      "n/a",        "na",          "needed",
    "needs",     "new",        "nil",         "no",
    "none",      "not",        "null",        "number",
    "of",        "off",        "ok",          "old",
    "on",        "only",       "optional",    "or",
    "please",    "present",    "provided",    "received",
    "redacted",  "rejected",   "removed",     "replaced",
    "required",  "reset",      "revoked",     "rotated",
    "rotation",  "same",       "secret",      "sent",
    "set",       "shall",      "shorter",     "should",
    "str",       "string",     "that",        "the",
    "this",      "to",         "too",         "true",
    "type",      "unchanged",  "undefined",   "unexpected",
    "unknown",   "unset",      "unsupported", "updated",
    "use",       "used",       "user",        "using",
    "valid",     "validation", "varchar",     "verified",
    "via",       "was",        "were",        "when",
    "will",      "with",       "without",     "would",
    "wrong",     "yes",        "you",         "your",
};
static_assert(std::is_sorted(std::begin(words), std::end(words)));

constexpr std::size_t longest = 16;

bool all_in(std::string_view v, const byte_set& set) noexcept {
  return skip(v, 0, set) == v.size();
}

constexpr std::string_view hiding_words[] = {"redacted", "filtered", "masked",
                                             "hidden",   "removed",  "withheld",
                                             "secret",   "scrubbed", "sanitized"};
constexpr std::size_t longest_note = 64;

/// "redacted", "FILTERED by ops", "masked: 12 bytes": nothing but such a word and a remark without
/// digits, or with a short number of its own.
bool says_hidden(std::string_view v) noexcept {
  static constexpr byte_set between{" _-:.,*'"};
  static constexpr std::size_t longest_number = 4;
  for (const std::string_view hidden : hiding_words) {
    if (!word_at(v, 0, hidden)) continue;
    if (v.size() > hidden.size() && v[hidden.size()] == ':' && at(v, hidden.size() + 1) != ' ')
      return is_mark_label(v.substr(hidden.size() + 1));
    std::size_t i = hidden.size();
    while (i < v.size()) {
      const std::size_t word = skip(v, i, between);
      if (word == i) return false;
      const bool number = chars::digits.has(at(v, word));
      i = skip(v, word, number ? chars::digits : chars::letters);
      if (number ? i - word > longest_number : i == word && i < v.size()) return false;
    }
    return true;
  }
  return false;
}

}  // namespace

bool is_stop_word(std::string_view value) noexcept {
  while (!value.empty() &&
         (value.back() == '.' || value.back() == ',' || value.back() == '!' || value.back() == ':'))
    value.remove_suffix(1);
  if (value.size() > longest) return false;
  char small[longest];
  std::transform(value.begin(), value.end(), small, lowered);
  return std::binary_search(std::begin(words), std::end(words),
                            std::string_view(small, value.size()));
}

bool is_placeholder(std::string_view v) noexcept {
  static constexpr byte_set dots{"*.#-_?+"};
  static constexpr byte_set crosses{"xX*-"};
  static constexpr byte_set variable = chars::upper.with_range('0', '9').with("_");
  if (v.empty() || all_in(v, dots) || all_in(v, crosses)) return true;
  if (mark_length(v) == v.size()) return true;
  for (const std::string_view opening : {"${", "$(", "{{", "#{", "<%", "%{", "%("})
    if (v.starts_with(opening)) return true;
  if (v.front() == '$' && v.size() > 1 && chars::letters.has(v[1]) && all_in(v.substr(1), variable))
    return true;
  if (v.front() == '%' && v.size() == 2 && chars::letters.has(v[1])) return true;
  if ((v.front() == '<' && v.back() == '>') ||
      (v.front() == '{' && v.back() == '}' && v.size() > 1))
    return all_in(v.substr(1, v.size() - 2), chars::word.with("_- ."));
  if ((v.front() == '[' && v.back() == ']') || (v.front() == '(' && v.back() == ')'))
    return says_hidden(v.substr(1, v.size() - 2));
  return false;
}

std::size_t hiding_note_length(std::string_view text) noexcept {
  const char closing = at(text, 0) == '[' ? ']' : at(text, 0) == '(' ? ')' : '\0';
  if (closing == '\0') return 0;
  for (const std::string_view hidden : hiding_words) {
    if (!word_at(text, 1, hidden)) continue;
    const std::size_t end = text.substr(0, longest_note).find(closing);
    const std::string_view note = text.substr(0, end);
    return end == std::string_view::npos || note.find('\n') != note.npos ? 0 : end + 1;
  }
  return 0;
}

}  // namespace hedgerow::internal
