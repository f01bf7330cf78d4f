// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The form of a provider's token, written as a short text:
///     dop_v1_<h64>      literal bytes, then 64 lower-case hex digits
///     dapi<h32>[-<d1>]  the part in brackets may be missing
///     hf_<w30-40>       between 30 and 40, as many as there are
///     SG.<b16+>         16 or more, as many as there are
/// Classes: d digit, h lower-case hex, x hex, a letter, w letter or digit, l lower-case or digit,
/// U upper-case or digit, b base64url, B base64, r base64url and "." "=", p base64url and "." "~",
/// s anything but white space, quotes and brackets.
/// Matching never goes back: what a class takes is taken. So it is linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hedgerow::policies {

class token_form {
 public:
  /// @param text must be well formed: it comes from the tables of this module
  explicit token_form(std::string_view text);

  /// @return the end of the token that begins at `place`, or 0. The token is not cut out of a
  /// longer
  ///         word.
  std::size_t match(std::string_view text, std::size_t place) const noexcept;

  /// The literal bytes that it begins with; empty when it begins with a class.
  std::string_view prefix() const noexcept { return prefix_; }
  /// When it begins with a class: the lengths that its first word may have.
  std::size_t shortest_word() const noexcept { return shortest_word_; }
  std::size_t longest_word() const noexcept { return longest_word_; }
  /// When it begins with a class: the byte that must stand behind its first word; 0: not known.
  char after_word() const noexcept { return after_word_; }

 private:
  struct piece {
    char kind = 0;  ///< a class, or 0 for a literal
    bool optional = false;
    std::size_t least = 0;
    std::size_t most = 0;
    std::string_view literal{};
  };
  static std::size_t take(const piece& part, std::string_view text, std::size_t place) noexcept;

  std::vector<piece> pieces_;
  std::string_view prefix_;
  std::size_t shortest_word_ = 0;
  std::size_t longest_word_ = 0;
  char after_word_ = '\0';
};

}  // namespace hedgerow::policies
