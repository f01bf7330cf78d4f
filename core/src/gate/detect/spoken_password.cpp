// SPDX-License-Identifier: MIT
// Secrets in sentences: password 'x' rejected, the password is x, password is: x, login a password
// x, password for ann: x.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_value = 256;
constexpr std::string_view password_nouns[] = {"password", "passwd", "passphrase", "passcode",
                                               "pwd",      "pw",     "pass"};
constexpr std::string_view token_nouns[] = {"token", "secret", "key", "apikey"};
constexpr std::string_view verbs[] = {"is", "was", "are", "to", "of", "set to"};
constexpr std::string_view parser_words[] = {"unexpected", "illegal", "syntax", "parse"};
constexpr std::string_view user_words[] = {"user", "username", "login", "uid", "account", "userid"};

bool has(std::string_view s, const byte_set& set) noexcept {
  for (const char c : s)
    if (set.has(c)) return true;
  return false;
}

/// No word of a sentence: digits among letters, or case and signs as nobody writes them.
bool looks_chosen(std::string_view v) noexcept {
  static constexpr byte_set signs{"!#$%^&*@~+=?"};
  while (!v.empty() && (v.back() == '.' || v.back() == ',' || v.back() == '!' || v.back() == '?'))
    v.remove_suffix(1);
  if (v.size() < 5 || v.find("://") != std::string_view::npos) return false;
  return has(v, chars::letters) && (has(v, chars::digits) || has(v, signs));
}

/// "login ann password": a name stands between the word for it and the password.
bool follows_user(std::string_view text, std::size_t word) noexcept {
  std::size_t i = skip_back(text, word, chars::white, 8);
  const std::size_t name = skip_back(text, i, chars::word.with("@.-_^\\"), 64);
  if (name == i) return false;
  i = skip_back(text, name, chars::space.with(":="), 8);
  return mentions(window_before(text, i, 8), user_words);
}

/// "api key x": which key is said by the word before it; "key x evicted" may be of any kind.
bool names_credential(std::string_view text, std::size_t word, std::size_t noun) noexcept {
  const std::size_t end = word + noun;
  if (judge_key(text.substr(word, noun)).verdict.denied()) return true;
  const std::size_t gap = skip_back(text, word, chars::space, 2);
  const std::size_t before = skip_back(text, gap, chars::word, 16);
  return before < gap && judge_key(text.substr(before, end - before)).verdict.denied();
}

/// Past "for user 'ann' is ", "for ann:"; `from` where there is no such thing. A prompt shows no
/// value behind it.
std::size_t after_owner(std::string_view text, std::size_t from) noexcept {
  static constexpr byte_set name = chars::word.with("@.-_'\"`");
  static constexpr std::size_t longest_name = 48;
  static constexpr int most_words = 4;
  if (!word_at(text, from, "for ")) return from;
  std::size_t i = from + 4;
  for (int n = 0; n < most_words; ++n) {
    const std::size_t end = skip(text, i, name, longest_name);
    if (end == i) return from;
    if (n > 0 && same_word(text.substr(i, end - i), "is") && at(text, end) == ' ') return end + 1;
    if (at(text, end) == ':' && at(text, end + 1) != ':')
      return skip(text, end + 1, chars::space, 8);
    if (at(text, end) != ' ') return from;
    i = end + 1;
  }
  return from;
}

template <std::size_t N>
std::size_t noun_at(std::string_view text, std::size_t i, const std::string_view (&nouns)[N]) {
  for (const std::string_view noun : nouns)
    if (word_at(text, i, noun) && !chars::word.has(at(text, i + noun.size()))) return noun.size();
  return 0;
}

}  // namespace

void find_spoken_password(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t password = noun_at(text, word, password_nouns);
  const std::size_t noun = password != 0 ? password : noun_at(text, word, token_nouns);
  if (noun == 0) return;
  const char left = before(text, word);
  if (left == '/' || left == '.' || chars::quotes.has(left)) return;
  std::size_t i = skip(text, word + noun, chars::space, 8);
  if (i == word + noun) return;
  bool after_verb = false;
  for (const std::string_view verb : verbs) {
    const std::size_t end = i + verb.size();
    const std::size_t colon = word_at(text, i, verb) && at(text, end) == ':' ? end + 1 : end;
    if (word_at(text, i, verb) && chars::space.has(at(text, colon))) {
      i = skip(text, colon, chars::space, 8);
      after_verb = true;
      break;
    }
  }
  if (const std::size_t owned = after_owner(text, i); password != 0 && owned != i) {
    i = owned;
    after_verb = true;
  }
  if (at(text, i) == '=' || at(text, i) == ':' || at(text, i) == '-') return;
  const text_range value = read_value(text.substr(0, i + longest_value), i);
  if (value.empty()) return;
  const std::string_view v = value.of(text);
  bool secret = false;
  if (password == 0)
    secret = looks_random(v) && (after_verb || names_credential(text, word, noun));
  else if (value.quoted)
    secret = v.size() >= 4 && v.find(' ') == std::string_view::npos;
  else
    secret = looks_chosen(v) || (!after_verb && follows_user(text, word));
  if (!secret || is_harmless(text, value) || is_stop_word(v)) return;
  // "unexpected token" is a parser's.
  if (mentions(window_before(text, word, 12), parser_words)) return;
  e.report(value.begin, value.end, password != 0 ? "password" : "secret");
}

}  // namespace hedgerow::internal
