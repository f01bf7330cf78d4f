// SPDX-License-Identifier: MIT
#include "pipe/logfmt_line.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "pipe/json_line.hpp"
#include "pipe/known_fields.hpp"

namespace hedgerow::internal {

namespace {

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

/// Walks over the pairs of a line.
class logfmt_reader {
 public:
  logfmt_reader(std::string_view line, arena& memory) : rest_(line), memory_(memory) {}

  bool read() {
    for (skip_blanks(); !rest_.empty(); skip_blanks())
      if (!read_pair()) return false;
    return true;
  }

  std::span<const field> pairs() const { return pairs_; }
  bool has_pair() const { return bare_ < pairs_.size(); }
  bool has_bare_key() const { return bare_ > 0; }

 private:
  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front()))
      rest_.remove_prefix(1);
  }

  bool read_pair() {
    std::size_t n = 0;
    while (n < rest_.size() && !is_blank(rest_[n]) && rest_[n] != '=' && rest_[n] != '"')
      ++n;
    const std::string_view key = rest_.substr(0, n);
    rest_.remove_prefix(n);
    if (key.empty()) return false;
    if (rest_.empty() || is_blank(rest_.front())) {
      ++bare_;
      pairs_.push_back({key, value::null()});
      return true;
    }
    if (rest_.front() == '"') return false;
    rest_.remove_prefix(1);
    if (!rest_.empty() && rest_.front() == '"') return read_quoted(key);
    n = 0;
    while (n < rest_.size() && !is_blank(rest_[n])) {
      if (rest_[n] == '=' || rest_[n] == '"') return false;
      ++n;
    }
    const std::string_view text = rest_.substr(0, n);
    rest_.remove_prefix(n);
    pairs_.push_back({key, text == "null" ? value::null() : value::string(text)});
    return true;
  }

  bool read_quoted(std::string_view key) {
    std::size_t end = 1;
    bool escaped = false;
    for (; end < rest_.size() && rest_[end] != '"'; ++end) {
      if (rest_[end] != '\\') continue;
      escaped = true;
      ++end;
    }
    if (end >= rest_.size()) return false;
    const std::string_view inside = rest_.substr(1, end - 1);
    const std::string_view quoted = rest_.substr(0, end + 1);
    rest_.remove_prefix(end + 1);
    if (!rest_.empty() && !is_blank(rest_.front())) return false;
    if (!escaped) {
      pairs_.push_back({key, value::string(inside)});
      return true;
    }
    // go-logfmt's escapes are those of JSON.
    const std::string object = "{\"v\":" + std::string(quoted) + "}";
    const auto read = read_json_line(object, memory_);
    if (!read) return false;
    pairs_.push_back({key, read->front().val});
    return true;
  }

  std::string_view rest_;
  arena& memory_;
  std::vector<field> pairs_;
  std::size_t bare_ = 0;
};

}  // namespace

std::optional<std::span<const field>> read_logfmt_line(std::string_view line, arena& memory) {
  logfmt_reader reader(line, memory);
  if (!reader.read() || !reader.has_pair()) return {};
  const auto pairs = reader.pairs();
  const auto copy = memory.make<field>(pairs.size());
  std::copy(pairs.begin(), pairs.end(), copy.begin());
  return unique_keys(copy, memory);
}

bool meant_as_logfmt(std::string_view line, std::span<const field> read) {
  bool known = false;
  for (const field& f : read) {
    // Keys are views into the line.
    const char* const behind = f.key.data() + f.key.size();
    if (behind == line.data() + line.size() || *behind != '=') return false;
    known = known || is_known_key(f.key);
  }
  return known;
}

}  // namespace hedgerow::internal
