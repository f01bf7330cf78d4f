// SPDX-License-Identifier: MIT
#include "pipe/json_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "event/key_index.hpp"
#include "event/utf8.hpp"

namespace hedgerow::internal {

namespace {

// A long double reaches to 1e4932, so that an integer of that many digits is still a token and not
// an error; its value is taken from the text.
using wide_json = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t,
                                       std::uint64_t, long double>;

constexpr std::size_t deepest = 10'000;

std::size_t significant_digits(std::string_view number) {
  std::size_t digits = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) ++digits;
  }
  return digits;
}

/// Builds the tree of values from nlohmann's events. Lists and maps under construction are the top
/// parts of one stack each.
class tree_builder {
 public:
  explicit tree_builder(arena& memory) : memory_(memory) {}

  std::span<const field> members() const { return root_; }

  bool null() { return add(value::null()); }
  bool boolean(bool v) { return add(value::boolean(v)); }
  bool number_integer(std::int64_t v) { return add(value::integer(v)); }
  bool number_unsigned(std::uint64_t v) { return add(value::unsigned_integer(v)); }
  bool number_float(long double, const std::string& text) {
    double v = 0;
    const auto end = text.data() + text.size();
    const bool is_integer = text.find_first_of(".eE") == std::string::npos;
    const bool exact = !is_integer && significant_digits(text) <= 17 &&
                       std::from_chars(text.data(), end, v).ec == std::errc();
    return add(exact ? value::floating(v) : value::number_text(memory_.copy(text)));
  }
  bool string(const std::string& text) { return add(value::string(memory_.copy(text))); }
  template <class Binary>
  bool binary(const Binary&) {
    return false;
  }
  bool key(const std::string& text) {
    open_.back().key = memory_.copy(text);
    return true;
  }
  bool start_object(std::size_t) { return start(true, members_.size()); }
  bool start_array(std::size_t) { return !open_.empty() && start(false, items_.size()); }
  bool end_object() {
    const auto from = members_.begin() + static_cast<std::ptrdiff_t>(open_.back().first);
    const auto copy = memory_.make<field>(static_cast<std::size_t>(members_.end() - from));
    std::copy(from, members_.end(), copy.begin());
    members_.erase(from, members_.end());
    open_.pop_back();
    const auto unique = unique_keys(copy, memory_);
    if (open_.empty()) {
      root_ = unique;
      return true;
    }
    return add(value::map(unique));
  }
  bool end_array() {
    const auto from = items_.begin() + static_cast<std::ptrdiff_t>(open_.back().first);
    const auto copy = memory_.make<value>(static_cast<std::size_t>(items_.end() - from));
    std::copy(from, items_.end(), copy.begin());
    items_.erase(from, items_.end());
    open_.pop_back();
    return add(value::list(copy));
  }
  template <class Error>
  bool parse_error(std::size_t, const std::string&, const Error&) {
    return false;
  }

 private:
  struct open_part {
    bool is_map;
    std::size_t first;
    std::string_view key;
  };

  bool start(bool is_map, std::size_t first) {
    if (open_.size() >= deepest) return false;
    open_.push_back({is_map, first, {}});
    return true;
  }

  bool add(const value& v) {
    if (open_.empty()) return false;
    if (open_.back().is_map)
      members_.push_back({open_.back().key, v});
    else
      items_.push_back(v);
    return true;
  }

  arena& memory_;
  std::vector<open_part> open_;
  std::vector<field> members_;
  std::vector<value> items_;
  std::span<const field> root_;
};

std::string_view well_formed(std::string_view text, arena& memory) {
  const char* const end = text.data() + text.size();
  const char* p = text.data();
  const char* bad = p;
  for (; bad < end;) {
    const code_point c = read_code_point(bad, end);
    if (!c.well_formed) break;
    bad += c.size;
  }
  if (bad == end) return text;
  std::string repaired(p, bad);
  for (p = bad; p < end;) {
    const code_point c = read_code_point(p, end);
    repaired.append(c.well_formed ? std::string_view(p, c.size) : replacement_utf8);
    p += c.size;
  }
  return memory.copy(repaired);
}

}  // namespace

std::optional<std::span<const field>> read_json_line(std::string_view line, arena& memory) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line[first] != '{') return {};
  // nlohmann takes a NUL for the end of the text.
  if (line.find('\0') != std::string_view::npos) return {};
  const std::string_view text = well_formed(line, memory);
  tree_builder builder(memory);
  if (!wide_json::sax_parse(text.begin(), text.end(), &builder)) return {};
  return builder.members();
}

std::span<const field> unique_keys(std::span<const field> members, arena& memory) {
  if (members.size() < 2) return members;
  key_index seen(members.size(), memory);
  const auto unique = memory.make<field>(members.size());
  std::size_t count = 0;
  for (const field& f : members) {
    const std::size_t at = seen.find(f.key);
    if (at != key_index::none) {
      unique[at] = f;
    } else {
      seen.add(f.key);
      unique[count++] = f;
    }
  }
  return unique.first(count);
}

}  // namespace hedgerow::internal
