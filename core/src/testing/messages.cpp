// SPDX-License-Identifier: MIT
#include "testing/messages.hpp"

#include <algorithm>
#include <sstream>

namespace hedgerow::testing {

namespace {

/// A message lists so many events; what is more is said as a number.
constexpr std::size_t most_listed = 10;

void list(std::ostream& out, std::span<const captured_event> events) {
  if (events.empty()) {
    out << "\n  nothing was logged";
    return;
  }
  out << "\n  logged:";
  for (const captured_event& e : events.first(std::min(events.size(), most_listed)))
    out << "\n    " << e;
  if (events.size() > most_listed) out << "\n    and " << events.size() - most_listed << " more";
}

/// How far an event is from what was expected. Another event of the same name is nearer than one
/// that has all the fields.
std::size_t distance(const event& expected, const captured_event& e) {
  constexpr std::size_t other_name = 1000;
  return expected.differences(e).size() + (expected.name() == e.name ? 0 : other_name);
}

/// The nearest event that is not as expected, and in what.
void name_nearest(std::ostream& out, const event& expected,
                  std::span<const captured_event> events) {
  const captured_event* nearest = nullptr;
  for (const captured_event& e : events)
    if (!expected.matches(e) &&
        (nearest == nullptr || distance(expected, e) < distance(expected, *nearest)))
      nearest = &e;
  if (nearest == nullptr) return;
  out << "\n  nearest:  " << *nearest;
  for (const std::string& difference : expected.differences(*nearest))
    out << "\n    " << difference;
}

}  // namespace

std::size_t matching(const event& expected, std::span<const captured_event> events) {
  return static_cast<std::size_t>(std::count_if(
      events.begin(), events.end(), [&](const captured_event& e) { return expected.matches(e); }));
}

outcome judge(std::size_t times, const event& expected, std::span<const captured_event> events) {
  const std::size_t found = matching(expected, events);
  if (found >= times) return {true, {}};
  std::ostringstream out;
  if (times == 1)
    out << "no event as expected";
  else
    out << found << " of " << times << " events as expected";
  out << "\n  expected: " << expected;
  name_nearest(out, expected, events);
  list(out, events);
  return {false, out.str()};
}

outcome judge_absence(const event& unwanted, std::span<const captured_event> events) {
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const captured_event& e) { return unwanted.matches(e); });
  if (found == events.end()) return {true, {}};
  std::ostringstream out;
  out << "an event that should not be there\n  unwanted: " << unwanted
      << "\n  found:    " << *found;
  return {false, out.str()};
}

outcome judge_order(const std::vector<event>& expected, std::span<const captured_event> events) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto rest = events.subspan(from);
    const auto at = std::find_if(rest.begin(), rest.end(),
                                 [&](const captured_event& e) { return expected[i].matches(e); });
    if (at == rest.end()) {
      std::ostringstream out;
      out << "no event as expected";
      if (i > 0) out << " after " << expected[i - 1];
      out << "\n  expected: " << expected[i];
      name_nearest(out, expected[i], rest);
      list(out, events);
      return {false, out.str()};
    }
    from += static_cast<std::size_t>(at - rest.begin()) + 1;
  }
  return {true, {}};
}

}  // namespace hedgerow::testing
