// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Where the parts of a rewritten text came from.
#pragma once

#include <cstddef>
#include <vector>

namespace hedgerow::policies {

/// A part that was replaced: where it is now, and where what it stands for was at first.
struct edit {
  std::size_t begin;
  std::size_t end;
  std::size_t was_begin;
  std::size_t was_end;
  bool settled;  ///< not to be judged again
};

/// The edits of a text that is rewritten several times, each time from its begin to its end.
/// Linear.
class edit_list {
 public:
  void clear() noexcept {
    now_.clear();
    next_.clear();
    at_ = 0;
  }
  /// In order.
  const std::vector<edit>& all() const noexcept { return now_; }

  /// In a rewriting: the part [begin, end) of the text is about to be replaced. What stands between
  /// `copied_to`, the end of the part before it, and `begin` is copied to `out_size` of the new
  /// text.
  /// @return where the part was at first; its place in the new text is told by close()
  edit open(std::size_t copied_to, std::size_t begin, std::size_t end, std::size_t out_size);
  void close(edit made) { next_.push_back(made); }
  /// All parts were replaced; the rest is copied.
  void finish(std::size_t copied_to, std::size_t out_size);

 private:
  void carry_to(std::size_t limit, std::size_t copied_to, std::size_t out_size);
  std::size_t origin(std::size_t place) const noexcept;

  std::vector<edit> now_;
  std::vector<edit> next_;
  std::size_t at_ = 0;  ///< the first of now_ that was not passed yet
};

}  // namespace hedgerow::policies
