// SPDX-License-Identifier: MIT
#include "event/decode.hpp"

#include <bit>
#include <cstring>

namespace hedgerow::internal {

namespace {

detail::value_header header_at(const std::byte* p) noexcept {
  detail::value_header h;
  std::memcpy(&h, p, sizeof h);
  return h;
}

std::uint64_t word_at(const std::byte* p) noexcept {
  std::uint64_t w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

}  // namespace

std::string_view decoder::next_text(const detail::value_header& h, bool& cut,
                                    std::uint64_t& whole) {
  cut = (h.flags & detail::flag_cut) != 0;
  whole = h.size;
  if (cut) {
    whole = word_at(at_);
    at_ += 8;
  }
  const std::string_view text(reinterpret_cast<const char*>(at_), h.size);
  at_ += detail::padded(h.size);
  return text;
}

value decoder::next_value(int depth) {
  const auto h = header_at(at_);
  at_ += sizeof h;
  value v;
  switch (h.type) {
  case kind::null:
    break;
  case kind::boolean:
    v = value::boolean(word_at(at_) != 0);
    at_ += 8;
    break;
  case kind::signed_integer:
    v = value::integer(static_cast<std::int64_t>(word_at(at_)));
    at_ += 8;
    break;
  case kind::unsigned_integer:
    v = value::unsigned_integer(word_at(at_));
    at_ += 8;
    break;
  case kind::floating:
    v = value::floating(std::bit_cast<double>(word_at(at_)));
    at_ += 8;
    break;
  case kind::string:
  case kind::number_text:
  case kind::withheld: {
    bool cut = false;
    std::uint64_t whole = 0;
    const auto text = next_text(h, cut, whole);
    v = h.type == kind::string        ? value::string(text)
        : h.type == kind::number_text ? value::number_text(text)
                                      : value::withheld(text);
    v.cut = cut;
    v.whole_size = static_cast<std::uint32_t>(whole > UINT32_MAX ? UINT32_MAX : whole);
    break;
  }
  case kind::list:
    if (depth == max_depth) {
      skip_values(h.size);
      v = value::string("[cut:depth]");
      break;
    } else {
      auto items = memory_.make<value>(h.size);
      for (value& item : items)
        item = next_value(depth + 1);
      v = value::list(items);
      break;
    }
  case kind::map:
    if (depth == max_depth) {
      skip_values(std::uint64_t{h.size} * 2);
      v = value::string("[cut:depth]");
      break;
    } else {
      auto members = memory_.make<field>(h.size);
      for (field& m : members) {
        m.key = next_value(depth + 1).as_text();
        m.val = next_value(depth + 1);
      }
      v = value::map(members);
      break;
    }
  }
  if (h.type != kind::withheld) v.sensitivity = h.sensitivity;
  return v;
}

void decoder::skip_values(std::uint64_t count) {
  while (count > 0) {
    --count;
    const auto h = header_at(at_);
    at_ += sizeof h;
    switch (h.type) {
    case kind::null:
      break;
    case kind::list:
      count += h.size;
      break;
    case kind::map:
      count += std::uint64_t{h.size} * 2;
      break;
    case kind::string:
    case kind::number_text:
    case kind::withheld:
      at_ += ((h.flags & detail::flag_cut) != 0 ? 8 : 0) + detail::padded(h.size);
      break;
    default:
      at_ += 8;
    }
  }
}

std::span<field> decoder::fields(const detail::key_table& keys) {
  auto out = memory_.make<field>(keys.count());
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const std::string_view literal = keys.text(i); literal.empty()) {
      out[i].key = next_value(0).as_text();
    } else {
      out[i].key = literal;
      out[i].key_known = true;
      out[i].verdict = keys.verdict(i);
    }
    next_value(out[i].val);
  }
  return out;
}

}  // namespace hedgerow::internal
