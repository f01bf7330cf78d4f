// SPDX-License-Identifier: MIT
#include "gate/receipt_list.hpp"

#include <algorithm>

namespace hedgerow::internal {

void receipt_list::add(const redaction_receipt& given, arena& memory) {
  if (list_.size() >= most) {
    ++left_out_;
    return;
  }
  redaction_receipt kept = given;
  kept.rule = memory.copy(given.rule);
  kept.action = memory.copy(given.action);
  list_.push_back(kept);
}

std::span<const field> receipt_list::added_to(std::span<const field> fields,
                                              std::span<const leaf> leaves, arena& memory) const {
  if (list_.empty()) return fields;
  if (std::any_of(fields.begin(), fields.end(), [](const field& f) { return f.key == key; }))
    return fields;
  const auto items = memory.make<value>(list_.size() + (left_out_ > 0 ? 1 : 0));
  for (std::size_t i = 0; i < list_.size(); ++i) {
    const auto members = memory.make<field>(5);
    members[0] = {"rule", value::string(list_[i].rule)};
    members[1] = {"action", value::string(list_[i].action)};
    members[2] = {"path", value::string(leaves[list_[i].leaf_index].path)};
    members[3] = {"at", value::unsigned_integer(list_[i].begin)};
    members[4] = {"length", value::unsigned_integer(list_[i].length)};
    items[i] = value::map(members);
  }
  if (left_out_ > 0) {
    const auto more = memory.make<field>(1);
    more[0] = {"more", value::unsigned_integer(left_out_)};
    items.back() = value::map(more);
  }
  const auto all = memory.make<field>(fields.size() + 1);
  std::copy(fields.begin(), fields.end(), all.begin());
  all.back() = {key, value::list(items)};
  return all;
}

}  // namespace hedgerow::internal
