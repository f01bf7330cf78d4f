// SPDX-License-Identifier: MIT
// Options of a command line: --password x, -Password x, -p x, curl -u user:x.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_option = 48;

/// A token in place of a user: nobody is called so.
bool is_token(std::string_view user) noexcept {
  static constexpr std::size_t shortest = 10;
  bool digit = false;
  bool letter = false;
  for (const char c : user) {
    if (c == '.' || c == '@' || c == '\\') return false;
    digit = digit || chars::digits.has(c);
    letter = letter || chars::letters.has(c);
  }
  return user.size() >= shortest && digit && letter;
}

/// -u name:password, -u name:'password', -u "name":"password", -u token:
void report_user(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  const text_range value = read_value(text, from);
  const std::size_t colon = value.of(text).find(':', mark_length(value.of(text)));
  const std::size_t behind = value.quoted ? value.end + 1 : value.end;
  if (colon == std::string_view::npos ? value.quoted && at(text, behind) == ':'
                                      : !value.quoted && colon + 1 == value.of(text).size()) {
    const std::size_t quote = colon == std::string_view::npos ? behind + 1 : behind;
    if (!chars::quotes.has(at(text, quote))) return;
    const text_range password = read_string(text, quote);
    if (!is_harmless(text, password)) e.report(password.begin, password.end, "password");
    return;
  }
  if (colon == std::string_view::npos) return;
  const std::string_view rest = value.of(text).substr(colon + 1);
  if (rest.starts_with("//")) return;  // a URL
  if (rest.empty() && is_token(value.of(text).substr(0, colon)))
    return e.report(value.begin, value.begin + colon, "password");
  // A number after a host or an image is a port or a tag.
  if (skip(rest, 0, chars::digits) == rest.size() && rest.size() < 6) return;
  const text_range password{value.begin + colon + 1, value.end, value.quoted};
  if (!is_harmless(text, password)) e.report(password.begin, password.end, "password");
}

}  // namespace

void find_option(examination& e, std::size_t dash) {
  const std::string_view text = e.text();
  const char left = before(text, dash);
  if (left != 0 && !chars::white.has(left) && !chars::quotes.has(left) && left != '[') return;
  const std::size_t name = skip(text, dash, byte_set{"-"}, 2);
  const std::size_t end = skip(text, name, chars::word.with("_-."), longest_option);
  if (end == name || !chars::letters.has(text[name])) return;
  if (!chars::white.has(at(text, end)) && !chars::quotes.has(at(text, end))) return;
  std::size_t from = end;
  // "--password", "x": arguments in a list.
  if (chars::quotes.has(text[from])) from = skip(text, from + 1, byte_set{", "}, 3);
  from = skip(text, from, chars::space, 8);
  if (at(text, from) == '-' && (at(text, from + 1) == '-' || at(text, from + 2) == ' ')) return;
  const std::string_view option = text.substr(name, end - name);
  if (option == "u" || option == "user" || option == "proxy-user" || option == "U")
    return report_user(e, from);
  const key_judgement judged = judge_key(option);
  const bool short_form = option == "p" || option == "P";
  if (!judged.verdict.denied() && judged.suspect == suspicion::none && !short_form) return;
  const text_range value = read_value(text, from);
  if (is_harmless(text, value)) return;
  if (judged.verdict.denied()) return e.report(value.begin, value.end, judged.verdict.label);
  const bool meant = short_form
                         ? e.user_named_before(dash) &&
                               skip(value.of(text), 0, chars::digits) != value.of(text).size()
                         : confirms(judged.suspect, value.of(text));
  if (meant) e.report(value.begin, value.end, "password");
}

}  // namespace hedgerow::internal
