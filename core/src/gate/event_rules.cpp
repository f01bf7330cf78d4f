// SPDX-License-Identifier: MIT
#include "gate/event_rules.hpp"

#include "gate/known_names.hpp"

namespace hedgerow::internal {

namespace {

thread_local known_names names_left_as_they_are;

std::string_view pass_name(std::string_view name, walker& rules) {
  if (names_left_as_they_are.has(name)) return name;
  const std::string_view passed = rules.text(name);
  const bool prose = passed.find(' ') != std::string_view::npos;  // a text that came as an event
  if (passed == name && !prose) names_left_as_they_are.add(name);
  return passed;
}

}  // namespace

raw_event through_rules(const raw_event& in, walker& rules) {
  raw_event out = in;
  if (in.when.is == timestamp::form::text) out.when.text = rules.text(in.when.text);
  if (in.level_text) out.level_text = pass_name(*in.level_text, rules);
  if (in.logger) out.logger = pass_name(*in.logger, rules);
  if (in.name) out.name = pass_name(*in.name, rules);
  out.fields = rules.fields(in.fields);
  out.stack = rules.text(in.stack);
  out.exception = rules.text(in.exception);
  return out;
}

}  // namespace hedgerow::internal
