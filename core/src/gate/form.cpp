// SPDX-License-Identifier: MIT
#include "gate/form.hpp"

#include <algorithm>
#include <atomic>

#include "event/decode.hpp"
#include "gate/clean_context.hpp"
#include "gate/detect/payment_card.hpp"
#include "gate/event_rules.hpp"
#include "gate/gate.hpp"
#include "gate/mark.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::internal {

namespace {

/// Neither denied nor suspect: only the value itself can tell a secret.
bool is_plain(const key_judgement& judged) noexcept {
  return !judged.verdict.denied() && judged.suspect == suspicion::none;
}

/// Notes in `v` and `before` what it saw of the text.
bool plainly_clean_text(value& v, clean_texts* before) noexcept {
  const std::string_view text = v.as_text();
  const bool is_short = before != nullptr && text.size() <= clean_texts::longest;
  if (is_short && before->has(text)) {
    v.plain = true;
    return true;
  }
  const quick_look saw = look_quickly(text);
  v.plain = saw.plain;
  if (is_short && saw.no_trigger && saw.plain) before->add(text);
  return saw.no_trigger;
}

/// For nearly every value under a plain key; what this does not say, the rules in full decide.
/// Notes in `v` and `before` what it saw of a text.
[[gnu::always_inline]] inline bool plainly_clean(value& v, clean_texts* before = nullptr) noexcept {
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
    return plainly_clean_text(v, before);
  default:
    return false;
  }
}

std::atomic<std::uint64_t> forms_made{0};

}  // namespace

std::unique_ptr<form> gate::make_form(const raw_event& common, std::span<const std::size_t> blanks,
                                      std::span<const context_blank> context_blanks,
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
  const auto leave_open = [&](std::size_t at) {
    fields[at].val = value::null();
    made->blank_at_[at] = true;
  };
  for (const std::size_t at : blanks)
    leave_open(at);
  for (const context_blank& b : context_blanks)
    leave_open(b.position);
  raw_event redacted = common;
  redacted.fields = fields;
  redacted = through_rules(redacted, rules);
  made->own_fields_ = own(redacted.fields);
  const auto owned = view(made->own_fields_, made->memory_);
  made->fields_.assign(owned.begin(), owned.end());
  made->redacted_ = rules.redacted();
  made->slot_ = slot;
  made->context_blanks_.assign(context_blanks.begin(), context_blanks.end());
  made->serial_ = forms_made.fetch_add(1, std::memory_order_relaxed) + 1;
  for (const std::size_t at : blanks) {
    field& to = made->fields_[at];
    const key_judgement judged = judge_key(to);
    made->blanks_.push_back({&to, judged, is_plain(judged)});
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

/// The value in a blank as the rules in full leave it.
void gate::fill_in_by_rules(form_blank& b, walker& rules) {
  value& to = b.to->val;
  const value before = to;
  to = rules.value_under(b.to->key, b.judged, before);
  const bool same = to.type == kind::string && before.type == kind::string &&
                    to.as_text().data() == before.as_text().data();
  if (!same || !before.plain) return;
  to.plain = true;
  if (b.plain_key && to.as_text().size() <= clean_texts::longest) b.before.add(to.as_text());
}

const clean_event& gate::fill(form& f, std::int64_t unix_ns, decoder& values,
                              const contexts_of_event& contexts, arena& memory) noexcept {
  f.event_.event_.when.ns = unix_ns;
  try {
    walker rules(memory);
    for (form_blank& b : f.blanks_) {
      values.next_value(b.to->val);
      if (!b.plain_key || !plainly_clean(b.to->val, &b.before)) [[unlikely]]
        fill_in_by_rules(b, rules);
    }
    std::uint64_t redacted = f.redacted_ + rules.redacted();
    for (const context_blank& b : f.context_blanks_) {
      const auto& under = (b.ambient ? contexts.ambient : contexts.bound)->values_[b.field];
      f.fields_[b.position].val = under.val;
      redacted += under.redacted;
    }
    count(redacted);
    return f.event_;
  } catch (...) {
    return withhold_blanks(f);
  }
}

void gate::redact(clean_context& to, std::span<const field> fields) {
  to.memory_.reset();
  walker rules(to.memory_);
  to.values_.clear();
  for (const field& f : fields) {
    const key_judgement judged = judge_key(f);
    value v = f.val;
    std::uint64_t redacted = 0;
    if (!is_plain(judged) || !plainly_clean(v)) {
      const std::uint64_t before = rules.redacted();
      v = rules.value_under(f.key, judged, f.val);
      redacted = rules.redacted() - before;
    }
    to.values_.push_back({v, redacted});
  }
}

const clean_event& gate::withhold_blanks(form& f) noexcept {
  events_withheld_.fetch_add(1, std::memory_order_relaxed);
  values_withheld_.fetch_add(f.blanks_.size() + f.context_blanks_.size(),
                             std::memory_order_relaxed);
  for (const form_blank& b : f.blanks_)
    b.to->val = value::string(withheld_mark);
  for (const context_blank& b : f.context_blanks_)
    f.fields_[b.position].val = value::string(withheld_mark);
  return f.event_;
}

}  // namespace hedgerow::internal
