// SPDX-License-Identifier: MIT
#include "gate/walker.hpp"

#include <algorithm>
#include <optional>

#include "gate/detect/payment_card.hpp"
#include "gate/mark.hpp"
#include "gate/pair_shape.hpp"
#include "gate/stop_words.hpp"
#include "gate/text.hpp"

namespace hedgerow::internal {

namespace {

/// So that a text with its mark is not cut again when it passes another gate.
constexpr std::size_t room_for_mark = 64;

/// Nothing that could tell a secret.
bool tells_nothing(const value& v) noexcept {
  switch (v.type) {
  case kind::null:
  case kind::boolean:
    return true;
  case kind::string:
  case kind::number_text:
    return v.as_text().empty() || mark_length(v.as_text()) == v.as_text().size();
  case kind::list:
    return v.as_list().empty();
  case kind::map:
    return v.as_map().empty();
  default:
    return false;
  }
}

/// Stop words and placeholders are no secrets under any key; the list is short and the check cheap.
bool is_confirmed(suspicion why, std::string_view text) noexcept {
  return why != suspicion::none && !is_placeholder(text) && confirms(why, text);
}

}  // namespace

value walker::tree(const value& in) {
  value out;
  return change(in, {}, {}, 0, out) ? out : in;
}

std::string_view walker::text(std::string_view in) {
  value out;
  return change_text(value::string(in), out) ? out.as_text() : in;
}

value walker::value_under(std::string_view key, const key_judgement& judged, const value& in) {
  value out;
  return change(in, key, judged, 0, out) ? out : in;
}

std::span<const field> walker::members(std::span<const field> in, int depth) {
  std::span<field> made;
  for (std::size_t i = 0; i < in.size(); ++i) {
    field out;
    if (!member(in, i, depth, out)) continue;
    if (made.empty()) {
      made = memory_.make<field>(in.size());
      std::copy(in.begin(), in.end(), made.begin());
    }
    made[i] = out;
  }
  return made.empty() ? in : std::span<const field>(made);
}

bool walker::member(std::span<const field> all, std::size_t i, int depth, field& out) {
  const field& in = all[i];
  key_judgement judged = judge_key(in);
  if (judged.part == key_part::value && !judged.verdict.denied()) {
    const pair_shape pair = named_value(all);
    if (pair.value_at == i) judged.verdict = pair.verdict;
  }
  out = in;
  bool changed = change(in.val, in.key, judged, depth, out.val);
  if (!in.key_known && !judged.plain) {
    const std::string_view key = text(in.key);
    changed = changed || key.data() != in.key.data();
    out.key = key;
  }
  return changed;
}

bool walker::change(const value& in, std::string_view key, key_judgement judged, int depth,
                    value& out) {
  if (in.type == kind::withheld) return mark(in.as_text(), out);
  if (!tells_nothing(in)) {
    if (says_sensitive(in.sensitivity)) return mark(to_string(in.sensitivity), out);
    if (in.sensitivity != data_class::safe && !in.decided) {
      if (judged.verdict.denied()) return mark(judged.verdict.label, out);
      if (in.type == kind::string && is_confirmed(judged.suspect, in.as_text()))
        return mark("secret", out);
    }
  }
  switch (in.type) {
  case kind::string:
  case kind::number_text:
    return change_text(in, out);
  case kind::signed_integer:
  case kind::unsigned_integer:
    return change_number(in, key, out);
  case kind::list:
  case kind::map:
    break;
  default:
    return false;
  }
  if (depth >= max_depth && !tells_nothing(in)) {
    out = value::string(depth_mark);
    return true;
  }
  if (in.type == kind::list) return change_list(in, key, judged, depth, out);
  const auto before = in.as_map();
  const auto after = members(before, depth + 1);
  if (after.data() == before.data()) return false;
  out = value::map(after);
  return true;
}

bool walker::change_list(const value& in, std::string_view key, key_judgement judged, int depth,
                         value& out) {
  const auto items = in.as_list();
  std::span<value> made;
  for (std::size_t i = 0; i < items.size(); ++i) {
    value changed;
    const std::optional<key_verdict> pair = header_pair(items[i]);
    if (pair) {
      const auto both = items[i].as_list();
      if (!change(both[1], {}, {*pair, suspicion::none}, depth + 2, changed)) continue;
      const auto redone = memory_.make<value>(2);
      redone[0] = both[0];
      redone[1] = changed;
      changed = value::list(redone);
    } else if (!change(items[i], key, judged, depth + 1, changed)) {
      continue;
    }
    if (made.empty()) {
      made = memory_.make<value>(items.size());
      std::copy(items.begin(), items.end(), made.begin());
    }
    made[i] = changed;
  }
  if (made.empty()) return false;
  out = value::list(made);
  return true;
}

bool walker::change_number(const value& in, std::string_view key, value& out) {
  if (in.type == kind::signed_integer && in.as_integer() < 0) return false;
  if (!integer_is_card(in.as_unsigned(), key)) return false;
  return mark("credit_card", out);
}

bool walker::change_text(const value& in, value& out) {
  std::uint64_t found = 0;
  const std::string_view before = in.as_text();
  std::string_view after = redact_text(before, memory_, found);
  redacted_ += found;
  if (after.size() > max_text || in.cut) {
    const std::uint64_t whole = in.cut ? in.whole_size : before.size();
    after = cut_mark(keep_whole_tokens(after, max_text - room_for_mark, in.cut), whole, memory_);
  } else if (after.data() == before.data()) {
    return false;
  }
  out = value::string(after);
  return true;
}

bool walker::mark(std::string_view label, value& out) {
  ++redacted_;
  out = value::string(redacted_mark(label, memory_));
  return true;
}

}  // namespace hedgerow::internal
