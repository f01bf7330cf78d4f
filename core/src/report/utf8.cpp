// SPDX-License-Identifier: MIT
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct sequence {
  std::size_t length;  ///< bytes it takes up, at least 1
  bool valid;
};

bool continues(std::string_view s, std::size_t at, unsigned char low, unsigned char high) noexcept {
  return at < s.size() && static_cast<unsigned char>(s[at]) >= low &&
         static_cast<unsigned char>(s[at]) <= high;
}

/// Table 3-7 of the Unicode standard: only the second byte has ranges of its own.
sequence sequence_at(std::string_view s, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(s[at]);
  if (lead < 0x80) return {1, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (!continues(s, at + 1, low, high)) return {1, false};
  for (std::size_t i = 2; i < length; ++i)
    if (!continues(s, at + i, 0x80, 0xBF)) return {i, false};
  return {length, true};
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const sequence next = sequence_at(text, at);
    out += next.valid ? text.substr(at, next.length) : replacement;
    at += next.length;
  }
  return out;
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
    --limit;
  return text.substr(0, limit);
}

std::string cut_mark_of(std::uint64_t whole) {
  return "\xE2\x80\xA6[cut:" + std::to_string(whole) + " bytes]";
}

std::string cut_with_mark(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  const std::string mark = cut_mark_of(text.size());
  const std::size_t room = limit > mark.size() ? limit - mark.size() : 0;
  return std::string(utf8_prefix(text, room)) + mark;
}

}  // namespace hedgerow::internal
