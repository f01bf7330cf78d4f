// SPDX-License-Identifier: MIT
// Passwords in SQL: IDENTIFIED BY 'x', IDENTIFIED WITH plugin AS 'x', PASSWORD('x'), and the rows
// of INSERT INTO users (name, password) VALUES ('ann', 'x').
#include <algorithm>

#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/key_judge.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_columns = 512;
constexpr std::size_t longest_rows = 4096;
constexpr std::size_t most_columns = 64;
constexpr std::size_t most_blanks = 32;

/// The word at `i`, no part of a longer one.
bool is_word(std::string_view text, std::size_t i, std::string_view word) noexcept {
  return word_at(text, i, word) && !chars::word.has(at(text, i + word.size()));
}

/// "the record identified by 'x'" is no statement.
bool is_in_statement(std::string_view text, std::size_t word) noexcept {
  static constexpr std::string_view verbs[] = {"create", "alter",  "grant",
                                               "set",    "insert", "update"};
  return mentions(window_before(text, word, 128), verbs);
}

void look_behind_identified(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  std::size_t i = skip(text, word + 10, chars::white, most_blanks);
  if (is_word(text, i, "with")) {
    i = skip(text, i + 4, chars::white, most_blanks);
    i = skip(text, i, chars::word.with("_'\"`\\"), 64);
    i = skip(text, i, chars::white, most_blanks);
  }
  if ((!is_word(text, i, "by") && !is_word(text, i, "as")) || !is_in_statement(text, word)) return;
  i = skip(text, i + 2, chars::white, most_blanks);
  if (is_word(text, i, "password")) i = skip(text, i + 8, chars::white, most_blanks);
  const text_range value = read_value(text, i);
  if (value.empty() || is_harmless(text, value)) return;
  e.report(value.begin, value.end, "password");
}

/// PASSWORD('x'), the function.
void look_in_function(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t open = skip(text, word + 8, chars::space, 1);
  if (at(text, open) != '(') return;
  const std::size_t quote = skip(text, open + 1, byte_set{"\\"}, 3);
  if (!chars::quotes.has(at(text, quote)) || !is_in_statement(text, word)) return;
  const text_range value = read_string(text, open + 1);
  if (value.quoted && !is_harmless(text, value)) e.report(value.begin, value.end, "password");
}

/// Which columns of the list between the brackets hold secrets; their names are judged as keys.
class secret_columns {
 public:
  explicit secret_columns(std::string_view list) noexcept {
    static constexpr byte_set around = chars::white.with("`\"[]\\'");
    for (std::size_t from = 0, n = 0; from <= list.size() && n < most_columns; ++n) {
      const std::size_t comma = std::min(list.find(',', from), list.size());
      const std::size_t begin = std::min(skip(list, from, around), comma);
      const std::size_t end = skip_back(list, comma, around, comma - begin);
      verdicts_[n] = judge_key(list.substr(begin, end - begin));
      any_ = any_ || verdicts_[n].verdict.denied() || verdicts_[n].suspect == suspicion::password;
      from = comma + 1;
    }
  }
  bool any() const noexcept { return any_; }
  /// The label for the value of a column; empty when it stays.
  std::string_view label(std::size_t column, std::string_view value) const noexcept {
    if (column >= most_columns) return {};
    const key_judgement& judged = verdicts_[column];
    if (judged.verdict.denied()) return judged.verdict.label;
    const bool password = judged.suspect == suspicion::password && confirms(judged.suspect, value);
    return password ? std::string_view("password") : std::string_view();
  }

 private:
  key_judgement verdicts_[most_columns]{};
  bool any_ = false;
};

/// ('ann', 'x'), ('bob', 'y'): only what stands in quotes can be a secret here.
void look_in_rows(examination& e, std::size_t from, const secret_columns& columns) {
  const std::string_view text = e.text().substr(0, from + longest_rows);
  std::size_t i = from;
  std::size_t column = 0;
  bool inside = false;
  while (i < text.size()) {
    const char c = text[i];
    if (!inside) {
      if (c == '(')
        inside = true;
      else if (c != ',' && !chars::white.has(c))
        break;
      column = 0;
      ++i;
    } else if (c == '\'' || c == '"' || c == '\\') {
      const text_range value = read_string(text, i);
      if (!value.quoted) break;
      if (const std::string_view label = columns.label(column, value.of(text));
          !label.empty() && !is_harmless(text, value))
        e.report(value.begin, value.end, label);
      i = skip(text, std::min(value.end, text.size()), byte_set{"\\\"'"}, 4);
    } else {
      column += c == ',';
      inside = c != ')';
      ++i;
    }
  }
  e.followed(i);
}

void look_behind_values(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  const std::size_t close = skip_back(text, word, chars::white, most_blanks);
  if (before(text, close) != ')') return;
  const std::size_t rows = skip(text, word + 6, chars::white, most_blanks);
  if (at(text, rows) != '(') return;
  const std::string_view window = window_before(text, close - 1, longest_columns);
  const std::size_t open = window.rfind('(');
  if (open == std::string_view::npos) return;
  const secret_columns columns(window.substr(open + 1));
  if (columns.any()) look_in_rows(e, rows, columns);
}

}  // namespace

void find_sql_password(examination& e, std::size_t word) {
  if (word < e.followed_to()) return;
  const std::string_view text = e.text();
  if (is_word(text, word, "identified"))
    look_behind_identified(e, word);
  else if (is_word(text, word, "values"))
    look_behind_values(e, word);
  else if (is_word(text, word, "password"))
    look_in_function(e, word);
}

}  // namespace hedgerow::internal
