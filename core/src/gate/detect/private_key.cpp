// SPDX-License-Identifier: MIT
// Private keys in PEM, also with line ends written as \n, cut off, or in base64 once more.
#include "gate/detect/detector.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_kind = 48;
constexpr byte_set kind_char = chars::upper.with_range('0', '9').with(" -");
/// What stands in the body: base64, line ends as they are and as they are written, headers.
constexpr byte_set body = chars::base64.with("= \t\r\n\\:,-\"'+._").with_range(0x80, 0xff);

/// Where the run of what a body holds ends. A policy may have put marks in place of parts of it.
std::size_t body_end(std::string_view text, std::size_t from) noexcept {
  std::size_t end = skip(text, from, body);
  while (const std::size_t mark = mark_length(text.substr(end)))
    end = skip(text, end + mark, body);
  return end;
}

}  // namespace

void find_private_key(examination& e, std::size_t word) {
  const std::string_view text = e.text();
  if (word_at(text, word, "ls0tls1crudjti")) {  // "-----BEGIN " in base64
    e.report(word, skip(text, word, chars::base64.with("=\\-_")), "private_key");
    return;
  }
  if (!text.substr(word).starts_with("BEGIN ") || word < 4 || text.substr(word - 4, 4) != "----")
    return;
  const std::size_t kind = word + 6;
  const std::size_t kind_end = skip(text, kind, kind_char, longest_kind);
  const std::string_view kind_text = text.substr(kind, kind_end - kind);
  if (kind_text.find("PRIVATE KEY") == std::string_view::npos) return;
  // Up to the dashes after END; a body without an end goes on while it looks like one.
  std::size_t end = body_end(text, kind_end);
  const std::size_t closing = text.substr(0, end).find("-END ", kind_end);
  if (closing != std::string_view::npos) {
    const std::size_t dashes = text.substr(0, closing + longest_kind).find("-----", closing + 5);
    end = skip(text, dashes == std::string_view::npos ? closing + 5 : dashes, byte_set{"-"});
  }
  std::size_t begin = word;
  while (begin > 0 && text[begin - 1] == '-' && word - begin < 8)
    --begin;
  e.report(begin, end, "private_key");
}

}  // namespace hedgerow::internal
