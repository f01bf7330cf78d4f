// SPDX-License-Identifier: MIT
#include "gate/form.hpp"

#include <algorithm>
#include <atomic>

#include "gate/detect/payment_card.hpp"
#include "gate/event_rules.hpp"
#include "gate/gate.hpp"
#include "gate/mark.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::internal {

namespace {

/// For nearly every value; what this does not say, the rules in full decide.
bool plainly_clean(const value& v) noexcept {
  if (says_sensitive(v.sensitivity) || v.cut) return false;
  switch (v.type) {
  case kind::null:
  case kind::boolean:
  case kind::floating:
    return true;
  case kind::signed_integer:
    return v.as_integer() < static_cast<std::int64_t>(least_card_number);
  case kind::unsigned_integer:
    return v.as_unsigned() < least_card_number;
  case kind::string:
    return has_no_trigger(v.as_text());
  default:
    return false;
  }
}

std::atomic<std::uint64_t> forms_made{0};

}  // namespace

std::unique_ptr<form> gate::make_form(const raw_event& common, std::span<const std::size_t> blanks,
                                      std::uint32_t slot) {
  if (policy_ != nullptr || common.when.is != timestamp::form::nanoseconds ||
      !common.stack.empty() || !common.exception.empty())
    return nullptr;
  for (const field& f : common.fields)  // what stands under "value" depends on that under "name"
    if (judge_key(f.key).part == key_part::value) return nullptr;

  std::unique_ptr<form> made(new form);
  arena memory;
  walker rules(memory);
  std::span<field> fields = memory.make<field>(common.fields.size());
  std::copy(common.fields.begin(), common.fields.end(), fields.begin());
  made->blank_at_.resize(fields.size());
  for (const std::size_t at : blanks) {
    if (!fields[at].key_known) return nullptr;
    fields[at].val = value::null();
    made->blank_at_[at] = true;
  }
  raw_event redacted = common;
  redacted.fields = fields;
  redacted = through_rules(redacted, rules);
  made->own_fields_ = own(redacted.fields);
  const auto owned = view(made->own_fields_, made->memory_);
  made->fields_.assign(owned.begin(), owned.end());
  made->redacted_ = rules.redacted();
  made->slot_ = slot;
  made->serial_ = forms_made.fetch_add(1, std::memory_order_relaxed) + 1;
  for (const std::size_t at : blanks) {
    field& to = made->fields_[at];
    key_judgement judged = judge_key(to.key);
    judged.verdict = to.verdict;
    made->blanks_.push_back(
        {&to, judged, !judged.verdict.denied() && judged.suspect == suspicion::none});
  }
  const auto keep = [](const std::optional<std::string_view>& text,
                       std::string& own) -> std::optional<std::string_view> {
    if (!text) return std::nullopt;
    own = *text;
    return std::string_view(own);
  };
  redacted.level_text = keep(redacted.level_text, made->level_text_);
  redacted.logger = keep(redacted.logger, made->logger_);
  redacted.name = keep(redacted.name, made->name_);
  redacted.fields = made->fields_;
  made->event_ = clean_event(redacted);
  made->event_.form_ = made.get();
  return made;
}

const clean_event& gate::fill(form& f, std::int64_t unix_ns, std::span<const value> values,
                              arena& memory) noexcept {
  f.event_.event_.when.ns = unix_ns;
  try {
    walker rules(memory);
    const value* v = values.data();
    for (const form::blank& b : f.blanks_) {
      if (b.plain_key && plainly_clean(*v)) [[likely]]
        b.to->val = *v;
      else
        b.to->val = rules.value_under(b.to->key, b.judged, *v);
      ++v;
    }
    count(f.redacted_ + rules.redacted());
    return f.event_;
  } catch (...) {
    return withhold_blanks(f);
  }
}

const clean_event& gate::withhold_blanks(form& f) noexcept {
  events_withheld_.fetch_add(1, std::memory_order_relaxed);
  values_withheld_.fetch_add(f.blanks_.size(), std::memory_order_relaxed);
  for (const form::blank& b : f.blanks_)
    b.to->val = value::string(withheld_mark);
  return f.event_;
}

}  // namespace hedgerow::internal
