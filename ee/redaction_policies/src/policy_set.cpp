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

policy_set::policy_set(std::vector<policy> policies, audit* counts)
    : policies_(std::move(policies)),
      detectors_(detectors_of(policies_)),
      scanner_(std::make_unique<scanner>(detectors_)) {
  rules_of_detector_.resize(detectors_.size());
  for (const auto& one : policies_)
    if (one.only) add(*one.only, one, counts);
  for (const auto& one : policies_)
    for (const auto& rule : one.rules)
      add(rule, one, counts);
}

void policy_set::add(const rule& one, const policy& of, audit* counts) {
  const auto number = std::uint32_t(rules_.size());
  rules_.push_back({&one, &of, counts == nullptr ? nullptr : &counts->of(of.name, one.name)});
  needs_names_ |= one.when.needs_names();
  for (const auto& exempt : one.except)
    needs_names_ |= exempt.when.needs_names();
  if (one.takes_all()) whole_value_rules_.push_back(number);
  if (!one.customs.empty()) custom_rules_.push_back(number);
  for (const auto& name : one.detectors)
    rules_of_detector_[std::size_t(std::find(detectors_.begin(), detectors_.end(), name) -
                                   detectors_.begin())]
        .push_back(number);
}

bool policy_set::applies(std::uint32_t rule, const place& where) {
  if (!rules_[rule].what->conditional) return true;
  auto& known = applies_[rule];
  if (known < 0) known = rules_[rule].what->when.holds(where) ? 1 : 0;
  return known == 1;
}

bool policy_set::take(std::uint32_t rule, const place& where, std::string_view text,
                      std::size_t begin, std::size_t end, bool first) {
  const auto& what = *rules_[rule].what;
  const auto value = text.substr(begin, end - begin);
  for (const auto& exempt : what.except)
    if (exempt.covers(where, value)) return false;
  if (what.dry_run) {
    if (first)
      decisions_.push_back(
          {&what, rules_[rule].of, rule, begin, end - begin, what.then.what, true});
    return false;
  }
  if (what.then.what == action::kind::generalise) end = prefix_end(text, end);
  spans_.push_back({begin, end, rule});
  return true;
}

void policy_set::collect_whole(const place& where, const value& what) {
  for (const auto rule : whole_value_rules_)
    if (applies(rule, where) && take(rule, where, what.text, 0, what.text.size(), true))
      break;  // later ones have no say over the same span
}

void policy_set::collect(const place& where, const value& what, bool first) {
  if (!detectors_.empty()) {
    findings_.clear();
    if (what.is_number)
      scanner_->scan_key(what.text, where.key, findings_);
    else
      scanner_->scan(what.text, where.key, findings_);
    for (const auto& found : findings_)
      for (const auto rule : rules_of_detector_[found.detector])
        if (applies(rule, where) && take(rule, where, what.text, found.begin, found.end, first))
          break;
  }
  for (const auto rule : custom_rules_)
    if (applies(rule, where))
      for (const auto& custom : rules_[rule].what->customs)
        custom->find(what.text, where.key, [&](std::size_t begin, std::size_t end) {
          take(rule, where, what.text, begin, end, first);
        });
}

void policy_set::keep_marks(std::string_view text) {
  std::vector<span> marks;
  for (auto i = text.find('['); i != std::string_view::npos; i = text.find('[', i + 1)) {
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

void policy_set::keep_settled() {
  const auto& edits = edits_.all();
  cut_.clear();
  for (auto one : spans_) {
    auto next = std::partition_point(edits.begin(), edits.end(),
                                     [&](const edit& e) { return e.end <= one.begin; });
    for (; next != edits.end() && next->begin < one.end; ++next) {
      if (!next->settled) continue;
      if (next->begin > one.begin) cut_.push_back({one.begin, next->begin, one.rule});
      one.begin = std::min(next->end, one.end);
    }
    if (one.begin < one.end) cut_.push_back(one);
  }
  spans_.swap(cut_);
}

outcome policy_set::redact(const place& where, const value& what, std::string& out) {
  decisions_.clear();
  const auto result = all_passes(where, what, out);
  for (const auto& made : decisions_) {
    auto* const counts = rules_[made.number].counts;
    if (counts != nullptr && made.done != action::kind::keep)
      counts->count(where.is_report, made.dry_run);
  }
  return result;
}

outcome policy_set::all_passes(const place& where, const value& what, std::string& out) {
  // A value that goes may uncover its neighbour: "A B" where only B had looked whole. So what was
  // changed is looked at again, until nothing more goes; then redacting again changes nothing.
  // Rules over whole values had their say: what an earlier rule left of one stays.
  constexpr int most_passes = 4;
  edits_.clear();
  auto last = pass(where, what, true, out);
  for (int i = 1; last == outcome::replaced && i < most_passes; ++i) {
    const auto next = pass(where, {out, what.is_number}, false, again_);
    if (next == outcome::unchanged) break;
    if (next == outcome::dropped) return next;
    out.swap(again_);
  }
  return last;
}

outcome policy_set::pass(const place& where, const value& what, bool first, std::string& out) {
  spans_.clear();
  applies_.assign(rules_.size(), -1);
  if (first) collect_whole(where, what);
  collect(where, what, first);
  if (!spans_.empty()) keep_marks(what.text);
  if (!first && !spans_.empty()) keep_settled();
  return spans_.empty() ? outcome::unchanged : rewrite(what.text, out);
}

outcome policy_set::rewrite(std::string_view text, std::string& out) {
  std::sort(spans_.begin(), spans_.end(), [](const span& a, const span& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.rule != b.rule ? a.rule < b.rule : a.end > b.end;
  });
  out.clear();
  std::size_t done = 0;
  bool changed = false;
  for (std::size_t i = 0; i < spans_.size();) {
    const auto begin = spans_[i].begin;
    auto end = spans_[i].end;
    auto winner = spans_[i];
    for (++i; i < spans_.size() && spans_[i].begin < end; ++i) {
      end = std::max(end, spans_[i].end);
      if (spans_[i].rule < winner.rule) winner = spans_[i];
    }
    const auto& rule = *rules_[winner.rule].what;
    auto made = edits_.open(done, begin, end, out.size());
    // On the first pass the winner's own span is known in the text as it was given.
    const bool as_given = edits_.all().empty();
    decisions_.push_back({&rule, rules_[winner.rule].of, winner.rule,
                          as_given ? winner.begin : made.was_begin,
                          as_given ? winner.end - winner.begin : made.was_end - made.was_begin,
                          rule.then.what, false});
    if (rule.then.what == action::kind::drop) return outcome::dropped;
    out += text.substr(done, begin - done);
    made.begin = out.size();
    decisions_.back().done =
        rule.then.apply(rule.name, text.substr(winner.begin, winner.end - winner.begin), out);
    made.end = out.size();
    made.settled = rule.then.looks_alike() && decisions_.back().done == rule.then.what;
    if (std::string_view(out).substr(made.begin) != text.substr(begin, end - begin))
      changed = true;
    else if (rule.then.what != action::kind::keep)
      decisions_.pop_back();  // it was so already
    edits_.close(made);
    done = end;
  }
  edits_.finish(done, out.size());
  out += text.substr(done);
  return changed ? outcome::replaced : outcome::unchanged;
}

}  // namespace hedgerow::policies
