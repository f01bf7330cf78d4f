// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "glob.hpp"

#include "characters.hpp"

namespace hedgerow::policies {

bool glob_matches(std::string_view pattern, std::string_view text) noexcept {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

std::string spelled_out(std::string_view name) {
  std::string words;
  spell_out(name, words);
  return words;
}

void spell_out(std::string_view name, std::string& words) {
  words.clear();
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c != '*' && !is(c, word)) {
      if (!words.empty() && words.back() != ' ') words += ' ';
      continue;
    }
    const bool hump =
        i > 0 && is(c, upper) &&
        (is(name[i - 1], lower | digit) || (is(name[i - 1], upper) && is(at(name, i + 1), lower)));
    if (hump && !words.empty() && words.back() != ' ') words += ' ';
    words += lowered(c);
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
}

path_glob::path_glob(std::string_view pattern) {
  for (;;) {
    const auto dot = pattern.find('.');
    segments_.push_back(spelled_out(pattern.substr(0, dot)));
    if (dot == std::string_view::npos) return;
    pattern.remove_prefix(dot + 1);
  }
}

bool path_glob::matches(std::span<const std::string> segments) const noexcept {
  // As glob_matches, with segments for bytes and "**" for the star.
  std::size_t p = 0, s = 0, star = std::string_view::npos, resume = 0;
  while (s < segments.size()) {
    if (p < segments_.size() && segments_[p] == "**") {
      star = p++;
      resume = s;
    } else if (p < segments_.size() && glob_matches(segments_[p], segments[s])) {
      ++p;
      ++s;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      s = ++resume;
    } else {
      return false;
    }
  }
  while (p < segments_.size() && segments_[p] == "**")
    ++p;
  return p == segments_.size();
}

}  // namespace hedgerow::policies
