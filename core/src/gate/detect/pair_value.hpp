// SPDX-License-Identifier: MIT
/// @file
/// Reading the value that stands after a key in a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace hedgerow::internal {

struct text_range {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;

  bool empty() const noexcept { return begin >= end; }
  std::string_view of(std::string_view text) const noexcept {
    return text.substr(begin, end - begin);
  }
};

/// The value at `from`, after blanks: what stands in the quotes, or the token up to the next
/// border. Quotes may be written \" or \\\" or &quot;. Reads no further than its end and a bounded
/// window.
text_range read_value(std::string_view text, std::size_t from) noexcept;

/// The same where only a quoted string will do; empty and not quoted where there is none. To call
/// it again and again over one long token costs no more than that.
text_range read_string(std::string_view text, std::size_t from) noexcept;

/// A value that is no quoted string: up to a blank, a quote, or a list's or a query's next part.
text_range read_token(std::string_view text, std::size_t from) noexcept;

/// Whether `value`, read from `text`, is no secret by its looks: empty, hidden, a placeholder, a
/// word of prose, a call in a line of code.
bool is_harmless(std::string_view text, const text_range& value) noexcept;

}  // namespace hedgerow::internal
