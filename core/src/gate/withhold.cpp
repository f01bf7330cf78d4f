// SPDX-License-Identifier: MIT
#include "gate/withhold.hpp"

#include "gate/mark.hpp"
#include "gate/text.hpp"
#include "gate/walker.hpp"

namespace hedgerow::internal {

namespace {

/// A name that code gave, not text that data made.
bool is_name(std::string_view text) noexcept {
  static constexpr std::size_t longest_name = 100;
  if (text.size() > longest_name) return false;
  for (const char c : text)
    if (!detail::is_word_char(c) && c != '_' && c != '.' && c != '-' && c != ':') return false;
  return true;
}

}  // namespace

raw_event withholder::event(const raw_event& raw) {
  raw_event out = raw;
  if (raw.when.is == timestamp::form::text && !is_name(raw.when.text))
    out.when.text = withheld_mark;
  if (raw.level_text && !is_name(*raw.level_text)) out.level_text = withheld_mark;
  if (raw.logger) out.logger = key(*raw.logger);
  if (raw.name) out.name = key(*raw.name);
  out.fields = fields(raw.fields, 0);
  if (!raw.stack.empty()) out.stack = withheld_mark;
  if (!raw.exception.empty()) out.exception = withheld_mark;
  return out;
}

/// Names pass the content rules, as they do when all goes well.
std::string_view withholder::key(std::string_view in) {
  std::uint64_t found = 0;
  return is_name(in) ? redact_text(in, memory_, found) : withheld_mark;
}

std::span<const field> withholder::fields(std::span<const field> in, int depth) {
  const auto made = memory_.make<field>(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) {
    made[i] = in[i];
    if (!in[i].key_known) made[i].key = key(in[i].key);
    made[i].val = nested(in[i].val, depth);
  }
  return made;
}

value withholder::nested(const value& in, int depth) {
  if (depth >= max_depth || (in.type != kind::map && in.type != kind::list)) {
    ++withheld_;
    return value::string(withheld_mark);
  }
  if (in.type == kind::map) return value::map(fields(in.as_map(), depth + 1));
  const auto items = in.as_list();
  const auto made = memory_.make<value>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i)
    made[i] = nested(items[i], depth + 1);
  return value::list(made);
}

raw_event bare(const raw_event& raw) noexcept {
  raw_event out;
  if (raw.when.is != timestamp::form::text) out.when = raw.when;
  out.severity = raw.severity;
  out.name = withheld_mark;
  return out;
}

}  // namespace hedgerow::internal
