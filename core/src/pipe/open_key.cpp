// SPDX-License-Identifier: MIT
#include "pipe/open_key.hpp"

#include <algorithm>
#include <string>

#include <hedgerow/key_rules.hpp>

namespace hedgerow::internal {

namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";
constexpr std::string_view hidden = "[redacted:private_key]";

/// Where "-----BEGIN ... PRIVATE KEY" stands; npos: nowhere.
std::size_t find_begin(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(begin_mark, from); at != std::string_view::npos;
       at = text.find(begin_mark, at + 1)) {
    const std::string_view rest = text.substr(at + begin_mark.size());
    const std::string_view label = rest.substr(0, std::min(rest.find(dashes), std::size_t{80}));
    if (label.find("PRIVATE KEY") != std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

/// The position behind "-----END ...-----" from `from` on; npos: there is none.
std::size_t find_end(std::string_view text, std::size_t from) {
  const std::size_t at = text.find(end_mark, from);
  if (at == std::string_view::npos) return at;
  const std::size_t close = text.find(dashes, at + end_mark.size());
  return close == std::string_view::npos ? text.size() : close + dashes.size();
}

/// Base64, or one of the headers that stand above it.
bool looks_like_key(std::string_view text) {
  if (text.find(end_mark) != std::string_view::npos) return true;
  for (const std::string_view header : {"Proc-Type:", "DEK-Info:", "Version:", "Comment:"})
    if (text.starts_with(header)) return true;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return detail::is_word_char(c) || c == '+' || c == '/' || c == '=' || c == ' ' || c == '\\';
  });
}

}  // namespace

std::string_view open_key::filter(std::string_view text, bool plain_text, arena& memory) {
  if (!open_ && find_begin(text, 0) == std::string_view::npos) return text;
  if (open_ && !plain_text && !looks_like_key(text)) return text;

  std::string out;
  for (std::size_t at = 0; at < text.size() || open_;) {
    if (!open_) {
      const std::size_t begin = find_begin(text, at);
      out.append(text.substr(at, begin - at));
      if (begin == std::string_view::npos) break;
      open_ = true;
      hidden_ = 0;
      at = begin;
    }
    const std::size_t end = find_end(text, at);
    out.append(hidden);
    open_ = end == std::string_view::npos;
    hidden_ += text.size() - at;
    if (!open_) {
      at = end;
      continue;
    }
    if (hidden_ > longest_key) open_ = false;
    break;
  }
  return memory.copy(out);
}

}  // namespace hedgerow::internal
