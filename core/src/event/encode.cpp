// SPDX-License-Identifier: MIT
#include "event/encode.hpp"

#include <bit>

namespace hedgerow::internal {

namespace {

constexpr std::size_t header = sizeof(detail::value_header);

std::size_t size_of(const value& v) noexcept {
  switch (v.type) {
  case kind::null:
    return header;
  case kind::string:
  case kind::number_text:
  case kind::withheld:
    return header + (v.cut ? 8 : 0) + detail::padded(v.as_text().size());
  case kind::list: {
    std::size_t n = header;
    for (const value& item : v.as_list())
      n += size_of(item);
    return n;
  }
  case kind::map:
    return wire_size(v.as_map());
  default:
    return header + 8;
  }
}

std::byte* write(const value& v, std::byte* out) noexcept;

std::byte* write_text(const value& v, std::byte* out) noexcept {
  const std::string_view text = v.as_text();
  out = detail::put_header(out, v.type, v.sensitivity, static_cast<std::uint32_t>(text.size()),
                           v.cut ? detail::flag_cut : std::uint16_t{0});
  if (v.cut) {
    const std::uint64_t whole = v.whole_size;
    std::memcpy(out, &whole, sizeof whole);
    out += sizeof whole;
  }
  if (!text.empty()) std::memcpy(out, text.data(), text.size());
  return out + detail::padded(text.size());
}

std::byte* write_map(std::span<const field> fields, data_class c, std::byte* out) noexcept {
  out = detail::put_header(out, kind::map, c, static_cast<std::uint32_t>(fields.size()));
  for (const field& f : fields)
    out = write(f.val, write_text(value::string(f.key), out));
  return out;
}

std::byte* write(const value& v, std::byte* out) noexcept {
  switch (v.type) {
  case kind::null:
    return detail::put_header(out, kind::null, v.sensitivity, 0);
  case kind::string:
  case kind::number_text:
  case kind::withheld:
    return write_text(v, out);
  case kind::floating:
    return detail::put_scalar(out, v.type, v.sensitivity, v.as_double());
  case kind::list:
    out = detail::put_header(out, kind::list, v.sensitivity,
                             static_cast<std::uint32_t>(v.as_list().size()));
    for (const value& item : v.as_list())
      out = write(item, out);
    return out;
  case kind::map:
    return write_map(v.as_map(), v.sensitivity, out);
  default:
    return detail::put_scalar(out, v.type, v.sensitivity, v.as_unsigned());
  }
}

}  // namespace

std::size_t wire_size(std::span<const field> fields) noexcept {
  std::size_t n = header;
  for (const field& f : fields)
    n += size_of(value::string(f.key)) + size_of(f.val);
  return n;
}

std::byte* write_wire(std::span<const field> fields, std::byte* out) noexcept {
  return write_map(fields, data_class::unclassified, out);
}

}  // namespace hedgerow::internal
