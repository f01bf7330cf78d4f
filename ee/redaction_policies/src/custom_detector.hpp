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

/// A pattern of RE2, ready to run; nothing, and `why`, when it is none or would match nothing at
/// all.
std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, std::string& why);

class custom_detector {
 public:
  struct settings {
    std::string pattern{};
    std::string literal{};  ///< must be in every match, or the pattern is not even tried
    /// One of these, as whole words, must stand within `window` or in the key.
    std::vector<std::string> context{};
    /// None of these may.
    std::vector<std::string> exclude{};
    std::size_t window = 40;  ///< bytes before and after the value
    double entropy = 0;       ///< bits a byte that the value must have at least
    check_fn check = nullptr;
  };
  /// @return nothing, and `why` says what is wrong with the pattern
  static std::unique_ptr<custom_detector> make(settings wanted, std::string& why);

  /// Calls `found(begin, end)` for the first group of each match, or all of it when it has none.
  /// A match of up to `longest_match` bytes is found wherever it stands, a longer one is found as
  /// far as it lies in one window: so the time is linear whatever the pattern and the text.
  template <class Found>
  void find(std::string_view text, std::string_view key, Found&& found) const {
    extent value;
    for (search state; next_match(text, state, value);)
      if (accepts(text, key, value)) found(value.begin, value.end);
  }
  static constexpr std::size_t longest_match = 4096;

  /// Why the pattern will be slow, or empty.
  std::string cost() const;
  /// What it may do that nobody meant, or empty.
  std::string surprise() const;

 private:
  static constexpr std::size_t least_window = 2 * longest_match, most_window = 16 * longest_match;
  struct search {
    std::size_t from = 0;
    std::size_t window = most_window;
  };
  custom_detector() = default;
  bool next_match(std::string_view text, search& state, extent& value) const;
  bool accepts(std::string_view text, std::string_view key, const extent& value) const;
  bool is_near(const term_index& terms, std::string_view text, std::string_view key,
               const extent& value) const;

  settings settings_;
  std::shared_ptr<const re2::RE2> pattern_;
  term_index context_;
  term_index exclude_;
};

/// The checks that a policy may name.
struct named_check {
  std::string_view name;
  check_fn check;
};
std::span<const named_check> named_checks() noexcept;

}  // namespace hedgerow::policies
