// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "edit_list.hpp"

namespace hedgerow::policies {

std::size_t edit_list::origin(std::size_t place) const noexcept {
  if (at_ == 0) return place;
  const auto& before = now_[at_ - 1];
  return before.end >= place ? before.was_end : before.was_end + (place - before.end);
}

void edit_list::carry_to(std::size_t limit, std::size_t copied_to, std::size_t out_size) {
  for (; at_ < now_.size() && now_[at_].end <= limit; ++at_) {
    auto kept = now_[at_];
    kept.begin = kept.begin - copied_to + out_size;
    kept.end = kept.end - copied_to + out_size;
    next_.push_back(kept);
  }
}

edit edit_list::open(std::size_t copied_to, std::size_t begin, std::size_t end,
                     std::size_t out_size) {
  carry_to(begin, copied_to, out_size);
  edit made{};
  const bool inside = at_ < now_.size() && now_[at_].begin < begin;
  made.was_begin = inside ? now_[at_].was_begin : origin(begin);
  while (at_ < now_.size() && now_[at_].begin < end)
    ++at_;
  made.was_end = origin(end);
  return made;
}

void edit_list::finish(std::size_t copied_to, std::size_t out_size) {
  carry_to(std::size_t(-1), copied_to, out_size);
  now_.swap(next_);
  next_.clear();
  at_ = 0;
}

}  // namespace hedgerow::policies
