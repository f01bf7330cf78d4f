// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Patterns over names. `*` stands for any run of bytes; nothing else is special.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hedgerow::policies {

/// Whether all of `text` matches. Time is at most the product of the two lengths.
bool glob_matches(std::string_view pattern, std::string_view text) noexcept;

/// A name as its words in lower case, parted by one space, whatever its spelling: "set cookie" for
/// Set-Cookie, setCookie, SET_COOKIE and set.cookie. `*` stays.
std::string spelled_out(std::string_view name);
/// The same into `words`, whose former content is gone and whose room is kept.
void spell_out(std::string_view name, std::string& words);

/// A pattern over keys: "api_key" also matches apiKey and API-KEY; "card_*" matches card_number and
/// not cardinality; "*password*" matches all that has the word or a part of one.
class key_glob {
 public:
  explicit key_glob(std::string_view pattern) : pattern_(spelled_out(pattern)) {}
  /// @param spelled the key, spelled out
  bool matches(std::string_view spelled) const noexcept { return glob_matches(pattern_, spelled); }

 private:
  std::string pattern_;
};

/// A pattern over paths: segments parted by "."; `*` is one segment or a part of one, `**` any
/// number of them, also none.
class path_glob {
 public:
  explicit path_glob(std::string_view pattern);
  /// @param segments those of the path, spelled out
  bool matches(std::span<const std::string> segments) const noexcept;

 private:
  std::vector<std::string> segments_;  ///< spelled out; "**" as it is
};

}  // namespace hedgerow::policies
