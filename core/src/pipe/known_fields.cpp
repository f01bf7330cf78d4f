// SPDX-License-Identifier: MIT
#include "pipe/known_fields.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "context/merge.hpp"
#include "event/level_names.hpp"
#include "pipe/log_time.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::array<std::string_view, 4> time_keys{"timestamp", "ts", "time", "@timestamp"};
constexpr std::array<std::string_view, 2> level_keys{"level", "severity"};
constexpr std::array<std::string_view, 2> logger_keys{"logger", "name"};
constexpr std::array<std::string_view, 3> event_keys{"event", "msg", "message"};

constexpr std::size_t nowhere = ~std::size_t{0};

template <std::size_t N>
constexpr std::size_t rank(const std::array<std::string_view, N>& keys, std::string_view key) {
  for (std::size_t i = 0; i < N; ++i)
    if (keys[i] == key) return i;
  return N;
}

/// The position of the member with the first of `keys` whose value fits.
template <std::size_t N, class Fits>
std::size_t choose(std::span<const field> members, const std::array<std::string_view, N>& keys,
                   Fits fits) {
  std::size_t best = nowhere;
  std::size_t best_rank = N;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::size_t r = rank(keys, members[i].key);
    if (r < best_rank && fits(members[i].val)) {
      best = i;
      best_rank = r;
    }
  }
  return best;
}

bool is_string(const value& v) {
  return v.type == kind::string;
}

std::optional<std::int64_t> whole_number(const value& v) {
  if (v.type == kind::signed_integer) return v.as_integer();
  if (v.type == kind::unsigned_integer && v.as_unsigned() <= 1'000'000)
    return static_cast<std::int64_t>(v.as_unsigned());
  if (!is_string(v)) return {};
  std::int64_t n = 0;
  const std::string_view text = v.as_text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return n;
}

/// Python: 10 debug to 50 critical. pino and bunyan: 10 trace, 20 debug, 30 info to 60 fatal.
std::optional<level> level_from_number(std::int64_t n, bool pino) {
  if (pino && n >= 20) n -= 10;
  switch (n) {
  case 10:
    return level::debug;
  case 20:
    return level::info;
  case 30:
    return level::warning;
  case 40:
    return level::error;
  case 50:
    return level::critical;
  default:
    return {};
  }
}

/// pino and bunyan write an epoch time under "time" and the event under "msg".
bool has_shape_of_pino(std::span<const field> members) {
  bool time = false;
  bool msg = false;
  for (const field& f : members) {
    time = time || (f.key == "time" && (f.val.type == kind::unsigned_integer || is_string(f.val)));
    msg = msg || (f.key == "msg" && is_string(f.val));
  }
  return time && msg;
}

void take_level(const value& v, std::span<const field> members, arena& memory, read_event& out) {
  const auto number = whole_number(v);
  const auto known = number ? level_from_number(*number, has_shape_of_pino(members))
                            : level_from_name(v.as_text());
  if (known && *known != level::off) {
    out.event.severity = *known;
    out.event.level_text = to_string(*known);
    out.level_known = true;
  } else {
    out.event.level_text = is_string(v) ? v.as_text() : memory.copy(std::to_string(*number));
  }
}

}  // namespace

bool is_known_key(std::string_view key) noexcept {
  return rank(time_keys, key) < time_keys.size() || rank(level_keys, key) < level_keys.size() ||
         rank(logger_keys, key) < logger_keys.size() || rank(event_keys, key) < event_keys.size();
}

read_event event_from(std::span<const field> members, arena& memory) {
  read_event out;
  const std::size_t time = choose(members, time_keys, [](const value& v) {
    return is_string(v) || time_from_number(v).has_value();
  });
  const std::size_t severity = choose(members, level_keys, [](const value& v) {
    return is_string(v) || whole_number(v).has_value();
  });
  const std::size_t name = choose(members, event_keys, is_string);
  std::size_t logger = choose(members, logger_keys, is_string);
  // A name alone is somebody's name, not a logger's.
  if (logger != nowhere && members[logger].key == "name" && time == nowhere &&
      severity == nowhere && name == nowhere)
    logger = nowhere;

  if (time != nowhere) {
    const value& v = members[time].val;
    const auto known = is_string(v) ? time_from_text(v.as_text()) : time_from_number(v);
    out.event.when = known ? timestamp::at(*known) : timestamp::verbatim(v.as_text());
  }
  if (severity != nowhere) take_level(members[severity].val, members, memory, out);
  if (name != nowhere) out.event.name = members[name].val.as_text();
  if (logger != nowhere) out.event.logger = members[logger].val.as_text();

  const auto rest = memory.make<field>(members.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (i != time && i != severity && i != name && i != logger) rest[count++] = members[i];
  out.event.fields = merge_fields({}, {}, rest.first(count), memory);
  return out;
}

}  // namespace hedgerow::internal
