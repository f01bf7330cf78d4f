// SPDX-License-Identifier: MIT
#include "gate/gate.hpp"

#include "gate/consult.hpp"
#include "gate/event_rules.hpp"
#include "gate/mark.hpp"
#include "gate/self_log.hpp"
#include "gate/walker.hpp"
#include "gate/withhold.hpp"

namespace hedgerow::internal {

namespace {

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
