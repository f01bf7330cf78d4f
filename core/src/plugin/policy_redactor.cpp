// SPDX-License-Identifier: MIT
#include "plugin/policy_redactor.hpp"

#include <nlohmann/json.hpp>

#include "plugin/convert.hpp"

namespace hedgerow::internal {

namespace {

/// Collects what the plugin answers during one call, and notes answers that are out of range.
struct answer_book {
  redaction_answers& answers;
  std::uint64_t leaf_count;
  bool wrong = false;
  bool lost = false;

  static void replace(void* context, std::uint64_t index, hedgerow_str text) {
    auto& self = *static_cast<answer_book*>(context);
    if (index >= self.leaf_count || (text.data == nullptr && text.size != 0)) {
      self.wrong = true;
      return;
    }
    try {
      self.answers.replace(index, {text.data, text.size});
    } catch (...) {
      self.lost = true;
    }
  }
  static void drop(void* context) {
    auto& self = *static_cast<answer_book*>(context);
    try {
      self.answers.drop();
    } catch (...) {
      self.lost = true;
    }
  }
  static void receipt(void* context, const hedgerow_receipt_v1* given) {
    auto& self = *static_cast<answer_book*>(context);
    if (given == nullptr || given->struct_size < sizeof *given ||
        given->leaf_index >= self.leaf_count) {
      self.wrong = true;
      return;
    }
    try {
      self.answers.receipt({{given->rule.data, given->rule.size},
                            {given->action.data, given->action.size},
                            given->leaf_index,
                            given->begin,
                            given->length});
    } catch (...) {
      // A receipt that is not given hides nothing.
    }
  }
};

}  // namespace

policy_redactor::policy_redactor(active_plugin* plugin, std::chrono::nanoseconds allowed)
    : plugin_(plugin),
      table_(plugin == nullptr ? nullptr
                               : plugin->interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1)),
      budget_(allowed) {}

bool policy_redactor::use_policies(const std::vector<std::string>& policies, std::string& error) {
  const std::lock_guard lock(turn_);
  if (table_ == nullptr) {
    error = failure_ = "there is no redactor plugin";
    ready_ = false;
    return false;
  }
  const std::string list =
      nlohmann::json(policies).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string why;
  const hedgerow_status status = plugin_->call(
      why, [&](void* instance) { return table_->use_policies(instance, to_abi(list)); });
  if (status != HEDGEROW_OK) {
    error = failure_ = "the plugin " + plugin_->id() + " does not accept the policies: " + why;
    ready_ = false;
    return false;
  }
  ready_ = true;
  failure_.clear();
  return true;
}

void policy_redactor::fail(std::string why) {
  const std::lock_guard lock(turn_);
  ready_ = false;
  failure_ = std::move(why);
}

bool policy_redactor::redact(const subject& about, std::span<const leaf> leaves,
                             redaction_answers& answers) noexcept {
  try {
    const std::lock_guard lock(turn_);
    if (!ready_) return false;
    memory_.reset();
    const std::span<hedgerow_leaf> list = memory_.make<hedgerow_leaf>(leaves.size());
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      list[i] = {to_abi(leaves[i].path), to_abi(leaves[i].key), to_abi(leaves[i].val, memory_)};
      if (leaves[i].val.is_text()) bytes += leaves[i].val.as_text().size();
    }
    hedgerow_subject_v1 subject{};
    subject.struct_size = sizeof subject;
    subject.level = static_cast<std::int32_t>(about.severity);
    subject.logger = to_abi(about.logger);
    subject.event_name = to_abi(about.event_name);
    subject.leaves = list.data();
    subject.leaf_count = list.size();
    subject.is_report = about.is_report ? 1 : 0;
    answer_book book{answers, list.size()};
    const hedgerow_answers_v1 callbacks{sizeof callbacks, &book, answer_book::replace,
                                        answer_book::drop, answer_book::receipt};

    std::string why;
    const auto begin = std::chrono::steady_clock::now();
    const hedgerow_status status = plugin_->call(
        why, [&](void* instance) { return table_->redact(instance, &subject, &callbacks); });
    const auto took = std::chrono::steady_clock::now() - begin;
    if (status != HEDGEROW_OK) return refuse("redact_failed", "it could not redact: " + why);
    if (book.wrong) return refuse("redact_failed", "it answered for a value that there is not");
    if (book.lost) return false;
    overruns_ =
        took > budget_ + budget_a_byte * static_cast<std::int64_t>(bytes) ? overruns_ + 1 : 0;
    if (overruns_ >= max_overruns)
      return refuse(
          "too_slow",
          "it took more than " +
              std::to_string(
                  std::chrono::duration_cast<std::chrono::milliseconds>(budget_).count()) +
              " ms for one event " + std::to_string(overruns_) + " times in a row");
    return true;
  } catch (...) {
    return false;  // no memory to ask: the gate withholds
  }
}

bool policy_redactor::refuse(std::string_view code, std::string why) noexcept {
  try {
    failure_ = "the plugin " + plugin_->id() + ": " + why;
  } catch (...) {
    failure_.clear();
  }
  ready_ = false;
  plugin_->quarantine(code, std::move(why));
  return false;
}

std::string policy_redactor::failure() const {
  const std::lock_guard lock(turn_);
  return failure_.empty() ? "there was no memory to ask it" : failure_;
}

}  // namespace hedgerow::internal
