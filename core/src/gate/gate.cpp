// SPDX-License-Identifier: MIT
#include "gate/gate.hpp"

#include "gate/consult.hpp"
#include "gate/known_names.hpp"
#include "gate/mark.hpp"
#include "gate/self_log.hpp"
#include "gate/walker.hpp"
#include "gate/withhold.hpp"

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

/// A time that came in as text goes out as text: it passes the content rules like any other.
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

void say_why(const redactor& policy) noexcept {
  try {
    self_log("policy_failed",
             "values are withheld, the policy could not decide: " + policy.failure());
  } catch (...) {
    self_log("policy_failed", "values are withheld, the policy could not decide");
  }
}

}  // namespace

std::optional<clean_event> gate::pass(const raw_event& raw, arena& memory) noexcept {
  try {
    raw_event event = raw;
    if (policy_ != nullptr) {
      consultation question(memory);
      question.add(raw);
      const subject about{raw.logger.value_or(std::string_view()), raw.severity,
                          raw.name.value_or(std::string_view()), false};
      switch (ask(question, about)) {
      case policy_answer::failed:
        return withheld(raw, memory);
      case policy_answer::drop:
        events_dropped_.fetch_add(1, std::memory_order_relaxed);
        return std::nullopt;
      case policy_answer::go_on:
        event = question.applied(raw);
      }
    }
    walker rules(memory);
    event = through_rules(event, rules);
    count(rules.redacted());
    return clean_event(event);
  } catch (...) {
    return withheld(raw, memory);
  }
}

clean_report gate::pass_report(const value& tree, arena& memory) noexcept {
  try {
    value report = tree;
    if (policy_ != nullptr) {
      consultation question(memory);
      question.add(tree);
      if (ask(question, {{}, level::error, {}, true}) != policy_answer::go_on)
        return withheld(tree, memory);
      report = question.applied(tree);
    }
    walker rules(memory);
    report = rules.tree(report);
    count(rules.redacted());
    return clean_report(report);
  } catch (...) {
    return withheld(tree, memory);
  }
}

clean_text gate::pass_text(std::string_view text, arena& memory) noexcept {
  try {
    walker rules(memory);
    const std::string_view redacted = rules.text(text);
    count(rules.redacted());
    return clean_text(redacted);
  } catch (...) {
    values_withheld_.fetch_add(1, std::memory_order_relaxed);
    return clean_text(withheld_mark);
  }
}

policy_answer gate::ask(consultation& question, const subject& about) {
  const std::lock_guard turn(policy_turn_);
  const policy_answer answer = question.ask(*policy_, about);
  if (answer == policy_answer::failed) say_why(*policy_);
  return answer;
}

void gate::count(std::uint64_t redacted) noexcept {
  if (redacted != 0) values_redacted_.fetch_add(redacted, std::memory_order_relaxed);
}

clean_event gate::withheld(const raw_event& raw, arena& memory) noexcept {
  events_withheld_.fetch_add(1, std::memory_order_relaxed);
  try {
    withholder hide(memory);
    const raw_event hidden = hide.event(raw);
    values_withheld_.fetch_add(hide.withheld(), std::memory_order_relaxed);
    return clean_event(hidden);
  } catch (...) {
    self_log("gate_failed", "no memory to redact an event: its fields are left out");
    return clean_event(bare(raw));
  }
}

clean_report gate::withheld(const value& tree, arena& memory) noexcept {
  events_withheld_.fetch_add(1, std::memory_order_relaxed);
  try {
    withholder hide(memory);
    const value hidden = hide.tree(tree);
    values_withheld_.fetch_add(hide.withheld(), std::memory_order_relaxed);
    return clean_report(hidden);
  } catch (...) {
    self_log("gate_failed", "no memory to redact a report: it is left out");
    return clean_report(value::string(withheld_mark));
  }
}

gate_counts gate::counts() const noexcept {
  return {values_redacted_.load(std::memory_order_relaxed),
          values_withheld_.load(std::memory_order_relaxed),
          events_withheld_.load(std::memory_order_relaxed),
          events_dropped_.load(std::memory_order_relaxed)};
}

}  // namespace hedgerow::internal
