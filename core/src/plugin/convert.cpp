// SPDX-License-Identifier: MIT
#include "plugin/convert.hpp"

namespace hedgerow::internal {

namespace {

// Kinds and classes have the same numbers on both sides.
static_assert(HEDGEROW_NULL == static_cast<int>(kind::null));
static_assert(HEDGEROW_BOOLEAN == static_cast<int>(kind::boolean));
static_assert(HEDGEROW_SIGNED == static_cast<int>(kind::signed_integer));
static_assert(HEDGEROW_UNSIGNED == static_cast<int>(kind::unsigned_integer));
static_assert(HEDGEROW_FLOATING == static_cast<int>(kind::floating));
static_assert(HEDGEROW_STRING == static_cast<int>(kind::string));
static_assert(HEDGEROW_LIST == static_cast<int>(kind::list));
static_assert(HEDGEROW_MAP == static_cast<int>(kind::map));
static_assert(HEDGEROW_NUMBER_TEXT == static_cast<int>(kind::number_text));
static_assert(HEDGEROW_UNCLASSIFIED == static_cast<int>(data_class::unclassified));
static_assert(HEDGEROW_SAFE == static_cast<int>(data_class::safe));
static_assert(HEDGEROW_SECRET == static_cast<int>(data_class::secret));
static_assert(HEDGEROW_PII == static_cast<int>(data_class::pii));
static_assert(HEDGEROW_FINANCIAL == static_cast<int>(data_class::financial));
static_assert(HEDGEROW_HEALTH == static_cast<int>(data_class::health));

std::span<hedgerow_field> fields_to_abi(std::span<const field> fields, arena& memory) {
  const std::span<hedgerow_field> out = memory.make<hedgerow_field>(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i)
    out[i] = {to_abi(fields[i].key), to_abi(fields[i].val, memory)};
  return out;
}

}  // namespace

hedgerow_value to_abi(const value& v, arena& memory) {
  hedgerow_value out{};
  out.type = static_cast<std::uint32_t>(v.type);
  out.data_class = static_cast<std::uint32_t>(v.sensitivity);
  switch (v.type) {
  case kind::null:
    break;
  case kind::boolean:
    out.as.boolean = v.as_bool() ? 1 : 0;
    break;
  case kind::signed_integer:
    out.as.signed_integer = v.as_integer();
    break;
  case kind::unsigned_integer:
    out.as.unsigned_integer = v.as_unsigned();
    break;
  case kind::floating:
    out.as.floating = v.as_double();
    break;
  case kind::withheld:
    out.type = HEDGEROW_STRING;
    [[fallthrough]];
  case kind::string:
  case kind::number_text:
    out.as.string = to_abi(v.as_text());
    break;
  case kind::list: {
    const std::span<const value> items = v.as_list();
    const std::span<hedgerow_value> copies = memory.make<hedgerow_value>(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      copies[i] = to_abi(items[i], memory);
    out.as.list = {copies.data(), copies.size()};
    break;
  }
  case kind::map: {
    const std::span<hedgerow_field> members = fields_to_abi(v.as_map(), memory);
    out.as.map = {members.data(), members.size()};
    break;
  }
  }
  return out;
}

hedgerow_event_v1 to_abi(const clean_event& event, arena& memory) {
  const std::span<hedgerow_field> fields = fields_to_abi(event.fields(), memory);
  hedgerow_event_v1 out{};
  out.struct_size = sizeof out;
  out.level = static_cast<std::int32_t>(event.severity());
  out.time_unix_ns = event.when().is == timestamp::form::nanoseconds ? event.when().ns : 0;
  out.level_text = to_abi(event.level_text().value_or(std::string_view()));
  out.logger = to_abi(event.logger().value_or(std::string_view()));
  out.name = to_abi(event.name().value_or(std::string_view()));
  out.fields = fields.data();
  out.field_count = fields.size();
  out.stack = to_abi(event.stack());
  out.exception = to_abi(event.exception());
  return out;
}

}  // namespace hedgerow::internal
