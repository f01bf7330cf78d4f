// SPDX-License-Identifier: MIT
#include "gate/mark.hpp"

#include <charconv>
#include <cstring>

namespace hedgerow::internal {

namespace {

char* append(char* out, std::string_view s) noexcept {
  std::memcpy(out, s.data(), s.size());
  return out + s.size();
}

}  // namespace

std::string_view redacted_mark(std::string_view label, arena& memory) {
  const std::size_t size = redacted_opening.size() + label.size() + 1;
  char* const text = static_cast<char*>(memory.allocate(size, 1));
  *append(append(text, redacted_opening), label) = ']';
  return {text, size};
}

std::string_view cut_mark(std::string_view kept, std::uint64_t whole_size, arena& memory) {
  static constexpr std::string_view opening = "\xE2\x80\xA6[cut:";
  static constexpr std::string_view closing = " bytes]";
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, whole_size).ptr;
  const std::string_view number(digits, static_cast<std::size_t>(end - digits));
  const std::size_t size = kept.size() + opening.size() + number.size() + closing.size();
  char* const text = static_cast<char*>(memory.allocate(size, 1));
  append(append(append(kept.empty() ? text : append(text, kept), opening), number), closing);
  return {text, size};
}

std::string_view keep_whole_tokens(std::string_view text, std::size_t most,
                                   bool token_is_half) noexcept {
  static constexpr std::size_t longest_token = 512;
  static constexpr std::string_view borders = " \t\r\n,;&\"'<>(){}";
  if (text.size() > most)
    text = text.substr(0, most);
  else if (!token_is_half)
    return text;
  const std::size_t least = text.size() > longest_token ? text.size() - longest_token : 0;
  std::size_t end = text.size();
  while (end > least && borders.find(text[end - 1]) == std::string_view::npos)
    --end;
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end);
}

}  // namespace hedgerow::internal
