// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A detector that a policy file brings: a pattern of RE2, which takes linear time whatever the
/// text, with what narrows it down.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pack.hpp"
#include "term_index.hpp"

namespace re2 {
class RE2;
}

namespace hedgerow::policies {

class custom_detector {
 public:
  struct settings {
    std::string pattern;
    std::string literal;  ///< must be in the text, or the pattern is not even tried
    std::vector<std::string>
        context;              ///< one of these, as whole words, within `window` or in the key
    std::size_t window = 40;  ///< bytes before and after the match
    check_fn check = nullptr;
  };
  /// @return nothing, and `why` says what is wrong with the pattern
  static std::unique_ptr<custom_detector> make(settings wanted, std::string& why);
  ~custom_detector();

  /// Calls `found(begin, end)` for the first group of each match, or all of it when it has none.
  template <class Found>
  void find(std::string_view text, std::string_view key, Found&& found) const {
    if (!may_match(text)) return;
    for (std::size_t from = 0; from < text.size();) {
      extent value, match;
      if (!next_match(text, from, match, value)) return;
      if (accepts(text, key, value)) found(value.begin, value.end);
      from = match.end > from ? match.end : from + 1;
    }
  }
  /// Why the pattern will be slow, or empty.
  std::string cost() const;

 private:
  custom_detector();
  bool may_match(std::string_view text) const noexcept;
  bool next_match(std::string_view text, std::size_t from, extent& match, extent& value) const;
  bool accepts(std::string_view text, std::string_view key, const extent& value) const;
  bool has_context(std::string_view text) const;

  settings settings_;
  std::unique_ptr<re2::RE2> pattern_;
  term_index terms_;
};

/// The checks that a policy may name.
struct named_check {
  std::string_view name;
  check_fn check;
};
std::span<const named_check> named_checks() noexcept;

}  // namespace hedgerow::policies
