// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "context.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "characters.hpp"
#include "mark.hpp"
#include "term_index.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t npos = std::string_view::npos;

constexpr std::string_view full_width_colon = "\xef\xbc\x9a", full_width_equals = "\xef\xbc\x9d";

bool contains(std::string_view set, char c) noexcept {
  return set.find(c) != npos;
}

/// Words that may stand between a name and its value, or end a key, without changing the sense.
bool is_filler(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  using namespace std::string_view_literals;
  static constexpr std::array one = {"d"sv, "s"sv};
  static constexpr std::array two = {"no"sv, "nr"sv, "id"sv, "is"sv, "my"sv, "of"sv, "es"sv};
  static constexpr std::array three = {"num"sv, "ids"sv, "was"sv, "are"sv, "the"sv,
                                       "raw"sv, "str"sv, "and"sv, "est"sv, "ist"sv,
                                       "hex"sv, "old"sv, "new"sv};
  static constexpr std::array four = {"code"sv, "data"sv, "text"sv, "your"sv, "card"sv, "name"sv};
  static constexpr std::array five = {"value"sv, "field"sv, "block"sv, "plain"sv, "input"sv};
  static constexpr std::array six = {"number"sv, "string"sv, "nummer"sv, "numero"sv, "header"sv};
  static constexpr std::array<std::span<const std::string_view>, 7> fillers = {
      std::span<const std::string_view>(), one, two, three, four, five, six};
  if (end - begin >= fillers.size()) return false;
  if (end - begin == 1 && is(text[begin], digit)) return true;
  const auto& words = fillers[end - begin];
  const char initial = lowered(text[begin]);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return word[0] == initial && same_word(text, begin, end, word);
  });
}

/// What was done with a value that follows: "CVV entered: 123". Not in a key: pin_entered=5000 may
/// be a time.
bool is_deed(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  static constexpr std::array<std::string_view, 14> deeds = {
      "detected",  "entered", "found",  "generated", "given",  "received",  "provided",
      "submitted", "logged",  "parsed", "scanned",   "format", "extracted", "captured"};
  return begin > 0 && text[begin - 1] == ' ' &&
         std::any_of(deeds.begin(), deeds.end(),
                     [&](std::string_view deed) { return same_word(text, begin, end, deed); });
}

/// Whether a word is the tail of a compound name: the 5d4 of api-5d4.
bool is_joined(std::string_view text, std::size_t place) noexcept {
  return place >= 2 && contains("-_.", text[place - 1]) && is(text[place - 2], word);
}

}  // namespace

bool is_mark(std::string_view text, std::size_t place) noexcept {
  if (at(text, place) == '*') return text.substr(place).starts_with("***");
  return mark_end(text, place) != 0;
}

bridge cross(std::string_view text, std::size_t words_end) noexcept {
  constexpr std::size_t longest = 40, most_words = 3;
  bridge over{npos, false, false};
  std::size_t words = 0;
  bool after_quote = false, after_comma = false;
  for (auto i = words_end; i < text.size() && i - words_end < longest;) {
    const char c = text[i];
    if (is_mark(text, i)) return over;
    if (const auto sign = is(c, other_script) ? sign_length(text, i) : 0) {
      const auto written = text.substr(i, sign);
      if (written == full_width_colon || written == full_width_equals) over.separator = true;
      i += sign;
      continue;
    }
    if (is(c, word)) {
      // In an escape as \" or \t the letter belongs to the backslash.
      if (i > 0 && text[i - 1] == '\\' && contains("ntr", c) && is(at(text, i + 1), word)) {
        ++i;
        continue;
      }
      const auto end = word_end(text, i);
      const bool whole = i == words_end || starts_word(text, i) || !over.separator;
      if (words < most_words && whole &&
          ends_word(text, end) == ends_word(text, i + run(text, i, word)) &&
          (is_filler(text, i, end) || is_deed(text, i, end))) {
        // A filler inside a key may be followed by more of the key.
        const bool number_value = is(c, digit) && over.separator;
        if (!number_value) {
          ++words;
          i = end;
          continue;
        }
      }
      // A name that goes on, as passport-js or national_id-7f3, speaks of something else.
      if (i == words_end || (is_joined(text, i) && !over.separator)) return over;
      over.value = i;
      return over;
    }
    if (c == '>' && text[i - 1] == '-') {
      return over;  // a member of the thing named, not its value
    } else if (c == '=' || c == ':' || c == '>') {
      over.separator = true;
    } else if (c == ',') {
      if (!after_quote) return over;
      after_comma = true;
    } else if (c == '"' || c == '\'') {
      if (after_comma) over.pair = true;
      after_quote = true;
    } else if (c == '+') {
      over.value = i;
      return over;
    } else if (c == ']') {  // params[npi]=1, row["npi"] = 1; not a tag: [npi] 1
      const auto next = at(text, i + 1) == ' ' ? i + 2 : i + 1;
      if (over.separator || (at(text, next) != '=' && at(text, next) != ':')) return over;
    } else if (c == '-' && over.separator && is_digit(at(text, i + 1))) {
      over.value = i + 1;
      return over;
    } else if (c == '\n' ? !over.separator : !contains(" \t#|(\\[{_-.$!?%", c)) {
      return over;
    }
    ++i;
  }
  return over;
}

bool key_ends(std::string_view key, std::size_t words_end) noexcept {
  for (auto i = words_end; i < key.size();) {
    if (!is(key[i], word)) {
      ++i;
      continue;
    }
    const auto end = word_end(key, i);
    if (!is_filler(key, i, end)) return false;
    i = end;
  }
  return true;
}

bool is_harmless_name(std::string_view text, std::size_t begin) noexcept {
  static constexpr std::array<std::string_view, 25> harmless = {
      "public",  "foreign", "primary",      "cache",     "partition", "idempotency", "sort",
      "shard",   "routing", "object",       "row",       "lock",      "dedupe",      "pub",
      "page",    "next",    "continuation", "composite", "unique",    "duplicate",   "unexpected",
      "invalid", "unknown", "hot",          "map"};
  auto end = begin;
  while (end > 0 && contains("_-. ", text[end - 1]) && begin - end < 2)
    --end;
  if (end == 0 || !is(text[end - 1], letter)) return false;
  auto start = end - 1;
  while (start > 0 && end - start < 16 && is(text[start - 1], letter) &&
         !(is(text[start], upper) && is(text[start - 1], lower)))
    --start;
  return std::any_of(harmless.begin(), harmless.end(),
                     [&](std::string_view word) { return same_word(text, start, end, word); });
}

bool is_identifier_of(std::string_view text, std::size_t words_end) noexcept {
  const auto begin = next_word(text, words_end);
  if (begin >= text.size() || !is(text[begin], letter)) return false;
  const auto end = word_end(text, begin);
  for (const std::string_view name : {"id", "ids", "number", "no"})
    if (same_word(text, begin, end, name)) return true;
  return false;
}

bool is_first_argument(std::string_view text, std::size_t words_begin) noexcept {
  constexpr std::size_t longest = 48;
  auto i = words_begin;
  while (i > 0 && words_begin - i < longest && text[i - 1] != '"' && text[i - 1] != '\'')
    --i;
  return i >= 2 && text[i - 2] == '(';
}

extent find_nearby(const context_row& rule, std::string_view text, std::size_t from,
                   nearby_memory& memory) noexcept {
  const auto limit = std::min(text.size(), from + rule.reach);
  // A place that was looked at behind earlier words is no other one behind these.
  if (from < memory.from || from > memory.until) memory.from = memory.until = from;
  for (auto i = std::max(from, memory.until); i < limit; ++i) {
    memory.until = i;
    const char c = text[i];
    if (c == '\n' || c == '&' || c == '}' || is_mark(text, i)) return {};
    if (c == ',' && at(text, i - 1) == '"' && at(text, i + 1) == '"')
      return {};  // the next JSON field
    if (!is(c, word) && c != '+' && c != '(') continue;
    if (is(c, word) && (!starts_word(text, i) || is_joined(text, i))) continue;
    if (i == memory.known) return {};  // it was found behind the words before
    if (const auto value = rule.shape(text, i);
        value && (!rule.check || rule.check(text.substr(value.begin, value.end - value.begin)))) {
      memory.known = i;
      return value;
    }
  }
  memory.until = std::max(memory.until, limit);
  return {};
}

namespace {

/// Whether all words in there may stand between a value and its name, and whether one is a verb.
bool are_links(std::string_view text, std::size_t begin, std::size_t end, bool& verb) noexcept {
  using namespace std::string_view_literals;
  static constexpr std::array verbs = {"is"sv, "was"sv, "es"sv, "est"sv,  "ist"sv, "e"sv,
                                       "ar"sv, "er"sv,  "on"sv, "jest"sv, "as"sv};
  static constexpr std::array links = {
      "my"sv,   "the"sv,  "our"sv,    "your"sv,   "his"sv,  "her"sv, "their"sv,
      "mi"sv,   "el"sv,   "su"sv,     "la"sv,     "en"sv,   "de"sv,  "le"sv,
      "mon"sv,  "ma"sv,   "mein"sv,   "meine"sv,  "die"sv,  "der"sv, "mitt"sv,
      "min"sv,  "vart"sv, "minun"sv,  "meu"sv,    "o"sv,    "il"sv,  "mio"sv,
      "mijn"sv, "moj"sv,  "number"sv, "numero"sv, "numer"sv};
  for (auto i = begin; i < end;) {
    auto word_ends = i;
    while (word_ends < end && text[word_ends] != ' ')
      ++word_ends;
    const auto is_one = [&](std::string_view one) { return same_word(text, i, word_ends, one); };
    if (std::any_of(verbs.begin(), verbs.end(), is_one))
      verb = true;
    else if (std::none_of(links.begin(), links.end(), is_one))
      return false;
    i = word_ends + 1;
  }
  return true;
}

}  // namespace

earlier_word look_back(std::string_view text, std::size_t words_begin) noexcept {
  constexpr std::size_t most_words = 5, longest_word = 24;
  if (words_begin < 2 || text[words_begin - 1] != ' ') return {};
  auto end = words_begin - 1;
  for (std::size_t words = 0; words <= most_words; ++words) {
    auto begin = end;
    bool any_digit = false;
    while (begin > 0 && end - begin < longest_word &&
           (is(text[begin - 1], word) || contains("-./", text[begin - 1])))
      any_digit |= is_digit(text[--begin]);
    if (begin == end) return {};
    if (any_digit) {
      earlier_word found{{begin, end}};
      return end + 1 < words_begin && starts_word(text, begin) &&
                     are_links(text, end + 1, words_begin - 1, found.verb)
                 ? found
                 : earlier_word{};
    }
    if (begin < 2 || text[begin - 1] != ' ') return {};
    end = begin - 1;
  }
  return {};
}

extent find_before(const context_row& rule, std::string_view text,
                   const earlier_word& earlier) noexcept {
  const auto [begin, end] = earlier.place;
  if (begin == end || rule.flags != none || !(earlier.verb || rule.check)) return {};
  const auto value = rule.shape(text, begin);
  return value && value.end == end && (!rule.check || rule.check(text.substr(begin, end - begin)))
             ? value
             : extent{};
}

std::size_t next_item(std::string_view text, std::size_t value_end) noexcept {
  auto i = value_end;
  if (text.substr(i).starts_with("\",\"") || text.substr(i).starts_with("','")) return i + 3;
  if (text.substr(i).starts_with("\", \"") || text.substr(i).starts_with("', '")) return i + 4;
  for (const std::string_view joint :
       {", and ", " and ", " und ", " or ", " & ", ", ", "; ", " / ", "/", ",", " "})
    if (text.substr(i).starts_with(joint)) return i + joint.size();
  return npos;
}

}  // namespace hedgerow::policies
