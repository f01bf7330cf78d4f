// SPDX-License-Identifier: MIT
#include <hedgerow/testing/value.hpp>

#include <charconv>
#include <cmath>
#include <ostream>
#include <string_view>

#include "event/decode.hpp"
#include "gate/mark.hpp"
#include "testing/values.hpp"

namespace hedgerow::testing {

namespace {

void print(std::ostream& out, double d) {
  if (std::isnan(d)) {
    out << "nan";
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, d).ptr;
  const std::string_view text(digits, static_cast<std::size_t>(end - digits));
  out << text;
  if (text.find_first_of(".en") == text.npos) out << ".0";
}

void print(std::ostream& out, const std::string& text) {
  out << '"';
  for (const char c : text) {
    switch (c) {
    case '"':
    case '\\':
      out << '\\' << c;
      break;
    case '\n':
      out << "\\n";
      break;
    case '\t':
      out << "\\t";
      break;
    default:
      out << c;
    }
  }
  out << '"';
}

void print(std::ostream& out, const value::list& items) {
  out << '[';
  for (std::size_t i = 0; i < items.size(); ++i)
    out << (i > 0 ? ", " : "") << items[i];
  out << ']';
}

void print(std::ostream& out, const value::map& members) {
  out << '{';
  for (std::size_t i = 0; i < members.size(); ++i)
    out << (i > 0 ? ", " : "") << members[i].key << ": " << members[i].val;
  out << '}';
}

void print(std::ostream& out, bool b) {
  out << (b ? "true" : "false");
}
void print(std::ostream& out, std::nullptr_t) {
  out << "null";
}
void print(std::ostream& out, std::int64_t i) {
  out << i;
}
void print(std::ostream& out, std::uint64_t u) {
  out << u;
}

}  // namespace

value::value() noexcept = default;
value::~value() = default;
value::value(const value&) = default;
value::value(value&&) noexcept = default;
value& value::operator=(const value&) = default;
value& value::operator=(value&&) noexcept = default;
value::value(storage content) noexcept : content_(std::move(content)) {
  if (const auto* u = get_if<std::uint64_t>(); u != nullptr && *u <= INT64_MAX)
    content_ = static_cast<std::int64_t>(*u);
}

bool operator==(const value& a, const value& b) noexcept {
  const auto* x = a.get_if<double>();
  const auto* y = b.get_if<double>();
  if (x != nullptr && y != nullptr && std::isnan(*x) && std::isnan(*y)) return true;
  return a.content_ == b.content_;
}

std::ostream& operator<<(std::ostream& out, const value& v) {
  std::visit([&](const auto& content) { print(out, content); }, v.content_);
  return out;
}

std::ostream& operator<<(std::ostream& out, const captured_field& f) {
  return out << f.key << '=' << f.val;
}

value own(const internal::value& v) {
  using internal::kind;
  switch (v.type) {
  case kind::null:
    return value(value::storage(nullptr));
  case kind::boolean:
    return value(value::storage(v.as_bool()));
  case kind::signed_integer:
    return value(value::storage(v.as_integer()));
  case kind::unsigned_integer:
    return value(value::storage(v.as_unsigned()));
  case kind::floating:
    return value(value::storage(v.as_double()));
  case kind::string:
  case kind::number_text:
    return value(value::storage(std::string(v.as_text())));
  case kind::withheld: {
    internal::arena memory;
    return value(value::storage(std::string(internal::redacted_mark(v.as_text(), memory))));
  }
  case kind::list: {
    value::list items;
    for (const internal::value& item : v.as_list())
      items.push_back(own(item));
    return value(value::storage(std::move(items)));
  }
  case kind::map:
    return value(value::storage(own(v.as_map())));
  }
  return {};
}

std::vector<captured_field> own(std::span<const internal::field> fields) {
  std::vector<captured_field> out;
  out.reserve(fields.size());
  for (const internal::field& f : fields)
    out.push_back({std::string(f.key), own(f.val)});
  return out;
}

std::vector<captured_field> detail::fields_in(const hedgerow::detail::key_table& keys,
                                              const std::byte* payload) {
  internal::arena memory;
  return own(internal::decoder(payload, memory).fields(keys));
}

}  // namespace hedgerow::testing
