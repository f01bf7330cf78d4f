// SPDX-License-Identifier: MIT
#include "event/owned_value.hpp"

namespace hedgerow::internal {

owned_value::owned_value() = default;
owned_value::~owned_value() = default;
owned_value::owned_value(const owned_value&) = default;
owned_value::owned_value(owned_value&&) noexcept = default;
owned_value& owned_value::operator=(const owned_value&) = default;
owned_value& owned_value::operator=(owned_value&&) noexcept = default;

owned_value::owned_value(const char* text) : owned_value(std::string(text)) {}
owned_value::owned_value(std::int64_t i) : scalar_(value::integer(i)) {}
owned_value::owned_value(bool b) : scalar_(value::boolean(b)) {}

owned_value::owned_value(const value& v) : scalar_(v) {
  switch (v.type) {
  case kind::list:
    for (const value& item : v.as_list())
      items_.emplace_back(item);
    break;
  case kind::map:
    members_ = own(v.as_map());
    break;
  default:
    if (v.is_text()) text_ = v.as_text();
  }
}

owned_value::owned_value(std::string text) : scalar_(value::string({})), text_(std::move(text)) {}
owned_value::owned_value(std::vector<owned_value> items)
    : scalar_(value::list({})), items_(std::move(items)) {}
owned_value::owned_value(std::vector<owned_field> members)
    : scalar_(value::map({})), members_(std::move(members)) {}

value owned_value::view(arena& memory) const {
  value v = scalar_;
  if (scalar_.type == kind::list) {
    auto items = memory.make<value>(items_.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      items[i] = items_[i].view(memory);
    v = value::list(items);
  } else if (scalar_.type == kind::map) {
    v = value::map(internal::view(members_, memory));
  } else if (scalar_.type == kind::string) {
    v = value::string(text_);
  } else if (scalar_.type == kind::number_text) {
    v = value::number_text(text_);
  } else if (scalar_.type == kind::withheld) {
    v = value::withheld(text_);
  }
  v.sensitivity = scalar_.sensitivity;
  v.cut = scalar_.cut;
  v.decided = scalar_.decided;
  v.whole_size = scalar_.whole_size;
  return v;
}

std::vector<owned_field> own(std::span<const field> fields) {
  std::vector<owned_field> out;
  out.reserve(fields.size());
  for (const field& f : fields)
    out.push_back({std::string(f.key), owned_value(f.val), f.key_known, f.verdict});
  return out;
}

std::span<const field> view(const std::vector<owned_field>& fields, arena& memory) {
  auto out = memory.make<field>(fields.size());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = {fields[i].key, fields[i].val.view(memory), fields[i].key_known, fields[i].verdict};
  return out;
}

}  // namespace hedgerow::internal
