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

// What a policy puts in place of a value: [hmac:<key>:<digits>], [enc:<key>:<base64url>].
constexpr std::string_view pseudonym_opening = "[hmac:";
constexpr std::string_view ciphertext_opening = "[enc:";
constexpr std::size_t pseudonym_digits = 16;
constexpr std::size_t shortest_ciphertext = 35;  // with its nonce; less is no ciphertext

constexpr bool in_name(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::size_t name_run(std::string_view text, std::size_t begin) noexcept {
  std::size_t end = begin;
  while (end < text.size() && in_name(text[end]))
    ++end;
  return end - begin;
}

/// The end of the label that begins at `begin`, or 0 when there is none.
std::size_t label_end(std::string_view text, std::size_t begin) noexcept {
  static constexpr std::size_t longest_label = 64;
  const std::size_t size = name_run(text.substr(0, begin + longest_label + 1), begin);
  return size == 0 || size > longest_label ? 0 : begin + size;
}

/// Past the label that begins at `begin` and its colon, or 0.
std::size_t value_begin(std::string_view text, std::size_t begin) noexcept {
  const std::size_t end = label_end(text, begin);
  return end != 0 && end < text.size() && text[end] == ':' ? end + 1 : 0;
}

/// Past the bracket at `end`, or 0.
std::size_t closed(std::string_view text, std::size_t end) noexcept {
  return end != 0 && end < text.size() && text[end] == ']' ? end + 1 : 0;
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

std::size_t mark_length(std::string_view text) noexcept {
  if (text.empty() || text.front() != '[') return 0;
  if (text.starts_with(withheld_mark)) return withheld_mark.size();
  if (text.starts_with(redacted_opening))
    return closed(text, label_end(text, redacted_opening.size()));
  if (text.starts_with(pseudonym_opening)) {
    const std::size_t end = value_begin(text, pseudonym_opening.size());
    return end != 0 && name_run(text, end) == pseudonym_digits
               ? closed(text, end + pseudonym_digits)
               : 0;
  }
  if (text.starts_with(ciphertext_opening)) {
    const std::size_t begin = value_begin(text, ciphertext_opening.size());
    const std::size_t size = begin == 0 ? 0 : name_run(text, begin);
    return size >= shortest_ciphertext ? closed(text, begin + size) : 0;
  }
  return 0;
}

}  // namespace hedgerow::internal
