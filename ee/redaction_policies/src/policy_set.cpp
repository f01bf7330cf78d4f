// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_set.hpp"

#include <algorithm>

#include "mark.hpp"

namespace hedgerow::policies {

namespace {

std::vector<std::string_view> detectors_of(const std::vector<policy>& policies) {
  std::vector<std::string_view> names;
  for (const auto& one : policies)
    for (const auto& rule : one.rules)
      for (const auto& name : rule.detectors)
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

}  // namespace

policy_set::policy_set(std::vector<policy> policies)
    : policies_(std::move(policies)), detectors_(detectors_of(policies_)), scanner_(detectors_) {
  rules_of_detector_.resize(detectors_.size());
  for (const auto& one : policies_) {
    for (const auto& rule : one.rules) {
      const auto number = std::uint32_t(rules_.size());
      rules_.push_back({&rule, &one});
      any_condition_ |= rule.conditional;
      if (rule.takes_all()) whole_value_rules_.push_back(number);
      if (!rule.customs.empty()) custom_rules_.push_back(number);
      for (const auto& name : rule.detectors)
        rules_of_detector_[std::size_t(std::find(detectors_.begin(), detectors_.end(), name) -
                                       detectors_.begin())]
            .push_back(number);
    }
  }
}

bool policy_set::applies(std::uint32_t rule, const place& where) {
  if (!rules_[rule].what->conditional) return true;
  auto& known = applies_[rule];
  if (known < 0) known = rules_[rule].what->when.holds(where) ? 1 : 0;
  return known == 1;
}

void policy_set::collect_whole(const place& where, const value& what) {
  for (const auto rule : whole_value_rules_)
    if (applies(rule, where)) {
      spans_.push_back({0, what.text.size(), rule});
      break;  // later ones have no say over the same span
    }
}

void policy_set::collect(const place& where, const value& what) {
  if (!detectors_.empty()) {
    findings_.clear();
    if (what.is_number)
      scanner_.scan_key(what.text, where.key, findings_);
    else
      scanner_.scan(what.text, where.key, findings_);
    for (const auto& found : findings_)
      for (const auto rule : rules_of_detector_[found.detector])
        if (applies(rule, where)) {
          spans_.push_back({found.begin, found.end, rule});
          break;
        }
  }
  for (const auto rule : custom_rules_)
    if (applies(rule, where))
      for (const auto& custom : rules_[rule].what->customs)
        custom->find(what.text, where.key, [&](std::size_t begin, std::size_t end) {
          spans_.push_back({begin, end, rule});
        });
}

void policy_set::keep_marks(std::string_view text) {
  std::vector<span> marks;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '[') continue;
    if (const auto end = mark_end(text, i)) {
      marks.push_back({i, end, 0});
      i = end - 1;
    }
  }
  if (marks.empty()) return;
  const bool only_a_mark = marks.front().begin == 0 && marks.front().end == text.size();
  std::erase_if(spans_, [&](const span& s) {
    if (s.begin == 0 && s.end == text.size()) return only_a_mark;
    const auto next = std::upper_bound(marks.begin(), marks.end(), s.begin,
                                       [](std::size_t at, const span& m) { return at < m.end; });
    return next != marks.end() && next->begin < s.end;
  });
}

outcome policy_set::redact(const place& where, const value& what, std::string& out,
                           const std::function<void(const decision&)>& tell) {
  // A value that goes may uncover its neighbour: "A B" where only B had looked whole. So what was
  // changed is looked at again, until nothing more goes; then redacting again changes nothing.
  // Rules over whole values had their say: what an earlier rule left of one stays.
  constexpr int most_passes = 4;
  auto last = pass(where, what, true, out, tell);
  for (int i = 1; last == outcome::replaced && i < most_passes; ++i) {
    const auto next = pass(where, {out, what.is_number}, false, again_, tell);
    if (next == outcome::unchanged) break;
    if (next == outcome::dropped) return next;
    out.swap(again_);
  }
  return last;
}

outcome policy_set::pass(const place& where, const value& what, bool first, std::string& out,
                         const std::function<void(const decision&)>& tell) {
  spans_.clear();
  applies_.assign(rules_.size(), -1);
  if (first) collect_whole(where, what);
  collect(where, what);
  if (!spans_.empty()) keep_marks(what.text);
  if (spans_.empty()) return outcome::unchanged;
  std::sort(spans_.begin(), spans_.end(), [](const span& a, const span& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.rule != b.rule ? a.rule < b.rule : a.end > b.end;
  });
  out.clear();
  std::size_t done = 0;
  for (std::size_t i = 0; i < spans_.size();) {
    const auto begin = spans_[i].begin;
    auto end = spans_[i].end;
    auto winner = spans_[i];
    for (++i; i < spans_.size() && spans_[i].begin < end; ++i) {
      end = std::max(end, spans_[i].end);
      if (spans_[i].rule < winner.rule) winner = spans_[i];
    }
    const auto& rule = *rules_[winner.rule].what;
    if (tell) tell({&rule, rules_[winner.rule].of, winner.begin, winner.end - winner.begin});
    if (rule.then.what == action::kind::drop) return outcome::dropped;
    out += what.text.substr(done, begin - done);
    rule.then.apply(rule.name, what.text.substr(winner.begin, winner.end - winner.begin), out);
    done = end;
  }
  out += what.text.substr(done);
  return out == what.text ? outcome::unchanged : outcome::replaced;
}

}  // namespace hedgerow::policies
