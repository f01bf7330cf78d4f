// SPDX-License-Identifier: MIT
// One-time codes, which nothing but the words around them tells from other numbers.
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view sure_nouns[] = {"otp", "totp", "passcode", "2fa", "mfa"};
constexpr std::string_view kinds[] = {
    "verification", "security",       "otp",          "login",  "auth",
    "sms",          "authentication", "confirmation", "2fa",    "mfa",
    "passcode",     "time",           "signin",       "access", "authenticator"};
constexpr std::size_t shortest = 4;
constexpr std::size_t longest = 8;
constexpr std::size_t window = 32;

/// A number that stands alone, of as many digits as codes have.
bool code_at(std::string_view text, std::size_t i, std::size_t& end) noexcept {
  static constexpr byte_set inside = chars::word.with("_-.:/");
  end = skip(text, i, chars::digits, longest + 1);
  // "491 208"
  if (end - i == 3 && (at(text, end) == ' ' || at(text, end) == '-') &&
      skip(text, end + 1, chars::digits, 4) == end + 4)
    end += 4;
  if (end - i < shortest || end - i > longest) return false;
  if (inside.has(before(text, i)) && before(text, i) != ':') return false;
  const char next = at(text, end);
  return !chars::word.has(next) && next != '_' &&
         !(inside.has(next) && chars::word.has(at(text, end + 1)));
}

/// "code is 1234", "OTP: 1234", "code 1234 for ann": up to the end of the sentence.
bool find_after(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) {
  for (std::size_t i = from; i < text.size() && i < from + window; ++i) {
    if (text[i] == '\n' || text[i] == ';' || (text[i] == '.' && at(text, i + 1) == ' '))
      return false;
    if (!chars::digits.has(text[i])) continue;
    begin = i;
    return code_at(text, i, end);
  }
  return false;
}

/// "1234 is your code", "use 1234 as your code"
bool find_before(std::string_view text, std::size_t word, std::size_t& begin, std::size_t& end) {
  static constexpr std::string_view links[] = {" is your", " as your"};
  const std::size_t from = word > window ? word - window : 0;
  for (const std::string_view link : links) {
    const std::size_t at = text.substr(0, word).find(link, from);
    if (at == std::string_view::npos) continue;
    begin = skip_back(text, at, chars::digits, longest + 1);
    if (begin < at && code_at(text, begin, end) && end == at) return true;
  }
  return false;
}

}  // namespace

void find_one_time_code(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t word_end = skip(text, word, chars::word, 16);
  const std::string_view noun = text.substr(word, word_end - word);
  bool about_codes = false;
  for (const std::string_view sure : sure_nouns)
    about_codes = about_codes || same_word(noun, sure);
  if (same_word(noun, "code")) about_codes = mentions(window_before(text, word, 20), kinds);
  if (!about_codes || before(text, word) == '_' || at(text, word_end) == '_') return;
  std::size_t begin = 0;
  std::size_t end = 0;
  if (find_after(text, word_end, begin, end) || find_before(text, word, begin, end))
    e.report(begin, end, "otp");
}

}  // namespace hedgerow::internal
