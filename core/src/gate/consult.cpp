// SPDX-License-Identifier: MIT
#include "gate/consult.hpp"

#include <charconv>
#include <cstring>

#include "gate/mark.hpp"
#include "gate/walker.hpp"

namespace hedgerow::internal {

namespace {

class answer_sheet final : public redaction_answers {
 public:
  answer_sheet(std::vector<std::string_view>& replaced, receipt_list& receipts, arena& memory)
      : replaced_(replaced), receipts_(receipts), memory_(memory) {}

  void replace(std::size_t leaf_index, std::string_view text) override {
    if (leaf_index >= replaced_.size()) {
      lost_ = true;  // an answer to no question: what it meant to hide is not hidden
      return;
    }
    replaced_[leaf_index] = text.empty() ? std::string_view("", 0) : memory_.copy(text);
  }
  void drop() override { dropped_ = true; }
  void receipt(const redaction_receipt& given) override {
    if (given.leaf_index < replaced_.size()) receipts_.add(given, memory_);
  }

  bool lost() const noexcept { return lost_; }
  bool dropped() const noexcept { return dropped_; }

 private:
  std::vector<std::string_view>& replaced_;
  receipt_list& receipts_;
  arena& memory_;
  bool lost_ = false;
  bool dropped_ = false;
};

bool is_leaf(const value& v) noexcept {
  return v.type != kind::list && v.type != kind::map;
}

}  // namespace

void consultation::add(const raw_event& event) {
  if (event.logger) collect_text("logger", *event.logger);
  if (event.name) collect_text("event", *event.name);
  for (const field& f : event.fields)
    collect(f.val, {f.key, f.key, 0});
  collect_text("stack", event.stack);
  collect_text("exception", event.exception);
}

void consultation::add(const value& tree) {
  collect(tree, {{}, {}, 0});
}

void consultation::collect_text(std::string_view path, std::string_view text) {
  leaves_.push_back({path, {}, value::string(text)});
}

consultation::place consultation::below(const place& at, std::string_view step,
                                        std::string_view key) {
  if (at.path.empty()) return {step, key, at.depth + 1};
  char* const path = static_cast<char*>(memory_.allocate(at.path.size() + 1 + step.size(), 1));
  std::memcpy(path, at.path.data(), at.path.size());
  path[at.path.size()] = '.';
  if (!step.empty()) std::memcpy(path + at.path.size() + 1, step.data(), step.size());
  return {{path, at.path.size() + 1 + step.size()}, key, at.depth + 1};
}

void consultation::collect(const value& v, const place& at) {
  if (is_leaf(v)) {
    leaves_.push_back({at.path, at.key, v});
    return;
  }
  if (at.depth >= max_depth) return;
  if (v.type == kind::map) {
    for (const field& f : v.as_map())
      collect(f.val, below(at, f.key, f.key));
    return;
  }
  std::size_t position = 0;
  for (const value& item : v.as_list()) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, position++).ptr;
    const std::string_view step = memory_.copy({digits, static_cast<std::size_t>(end - digits)});
    collect(item, below(at, step, at.key));
  }
}

policy_answer consultation::ask(redactor& policy, const subject& about) {
  replaced_.assign(leaves_.size(), {});
  answer_sheet answers(replaced_, receipts_, memory_);
  if (!policy.redact(about, leaves_, answers) || answers.lost()) return policy_answer::failed;
  return answers.dropped() ? policy_answer::drop : policy_answer::go_on;
}

raw_event consultation::applied(const raw_event& event) {
  next_ = 0;
  raw_event out = event;
  if (event.logger) out.logger = applied_text(*event.logger);
  if (event.name) out.name = applied_text(*event.name);
  out.fields = receipts_.added_to(applied(event.fields, 0), leaves_, memory_);
  out.stack = applied_text(event.stack);
  out.exception = applied_text(event.exception);
  return out;
}

value consultation::applied(const value& tree) {
  next_ = 0;
  return applied(tree, 0);
}

std::string_view consultation::applied_text(std::string_view text) {
  const std::string_view replaced = replaced_[next_++];
  return replaced.data() == nullptr ? text : replaced;
}

std::span<const field> consultation::applied(std::span<const field> fields, int depth) {
  const auto made = memory_.make<field>(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    made[i] = fields[i];
    made[i].val = applied(fields[i].val, depth);
  }
  return made;
}

value consultation::applied(const value& v, int depth) {
  if (is_leaf(v)) {
    const std::string_view replaced = replaced_[next_++];
    if (replaced.data() == nullptr) return v;
    value decided = value::string(replaced);
    decided.decided = true;
    return decided;
  }
  if (depth >= max_depth) return value::string(depth_mark);
  value out;
  if (v.type == kind::map) {
    out = value::map(applied(v.as_map(), depth + 1));
  } else {
    const auto items = v.as_list();
    const auto made = memory_.make<value>(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      made[i] = applied(items[i], depth + 1);
    out = value::list(made);
  }
  out.sensitivity = v.sensitivity;
  return out;
}

}  // namespace hedgerow::internal
