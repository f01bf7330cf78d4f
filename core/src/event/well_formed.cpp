// SPDX-License-Identifier: MIT
#include "event/well_formed.hpp"

#include <cstring>

#include "event/decode.hpp"

namespace hedgerow::internal {

namespace {

using detail::kind;
using detail::value_header;

/// @return false when no header is left
bool read_header(std::span<const std::byte> bytes, value_header& out) noexcept {
  if (bytes.size() < sizeof out) return false;
  std::memcpy(&out, bytes.data(), sizeof out);
  return out.type <= kind::withheld && out.sensitivity <= data_class::health;
}

}  // namespace

bool wire_checker::next_is(kind type) const noexcept {
  value_header h;
  return read_header(rest_, h) && h.type == type;
}

bool wire_checker::skip(std::size_t bytes) noexcept {
  if (bytes > rest_.size()) return false;
  rest_ = rest_.subspan(bytes);
  return true;
}

/// Values that the decoder passes over, as they are nested too deep.
bool wire_checker::values(std::size_t count) noexcept {
  for (; count > 0; --count) {
    value_header h;
    if (count > rest_.size() / sizeof h || !read_header(rest_, h)) return false;
    rest_ = rest_.subspan(sizeof h);
    if (h.type == kind::list || h.type == kind::map) {
      count += std::size_t{h.size} * (h.type == kind::map ? 2 : 1);
    } else if (h.type == kind::string || h.type == kind::number_text || h.type == kind::withheld) {
      if (!skip(((h.flags & detail::flag_cut) != 0 ? 8 : 0) + detail::padded(h.size))) return false;
    } else if (h.type != kind::null && !skip(8)) {
      return false;
    }
  }
  return true;
}

bool wire_checker::value(int depth) noexcept {
  value_header h;
  if (!read_header(rest_, h)) return false;
  if (h.type != kind::list && h.type != kind::map) return values(1);
  if (depth == decoder::max_depth) return values(1);
  rest_ = rest_.subspan(sizeof h);
  if (h.size > rest_.size() / sizeof h) return false;
  for (std::uint32_t i = 0; i < h.size; ++i) {
    if (h.type == kind::map && !(next_is(kind::string) && values(1))) return false;
    if (!value(depth + 1)) return false;
  }
  return true;
}

}  // namespace hedgerow::internal
