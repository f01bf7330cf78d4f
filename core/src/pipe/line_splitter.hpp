// SPDX-License-Identifier: MIT
/// @file
/// Bytes to lines, in bounded memory.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace hedgerow::internal {

/// A line without its end, "\n" or "\r\n".
struct split_line {
  std::string_view text;
  std::uint64_t whole_size;  ///< more than text.size(): the line was longer than the limit
};

/// Not thread-safe.
class line_splitter {
 public:
  explicit line_splitter(std::size_t longest) : longest_(longest) {}

  /// Calls `use(split_line)` for each line that is complete; the text is valid for that call.
  template <class Use>
  void feed(std::string_view bytes, Use use) {
    while (!bytes.empty()) {
      const auto end = bytes.find('\n');
      if (end == std::string_view::npos) return keep(bytes);
      if (whole_size_ == 0 && end <= longest_) {
        use(split_line{without_return(bytes.substr(0, end)), 0});
      } else {
        keep(bytes.substr(0, end));
        hand_over(use);
      }
      bytes.remove_prefix(end + 1);
    }
  }

  /// The input is at its end: what is left is a line.
  template <class Use>
  void finish(Use use) {
    if (whole_size_ > 0) hand_over(use);
  }

 private:
  static std::string_view without_return(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void keep(std::string_view part) {
    whole_size_ += part.size();
    begun_.append(part.substr(0, longest_ - begun_.size()));
  }

  template <class Use>
  void hand_over(Use use) {
    const bool cut = whole_size_ > begun_.size();
    use(split_line{cut ? std::string_view(begun_) : without_return(begun_), cut ? whole_size_ : 0});
    begun_.clear();
    // One long line does not keep its memory for ever.
    if (begun_.capacity() > kept_capacity) begun_ = std::string();
    whole_size_ = 0;
  }

  static constexpr std::size_t kept_capacity = 1024 * 1024;

  std::size_t longest_;
  std::string begun_;
  std::uint64_t whole_size_ = 0;
};

}  // namespace hedgerow::internal
