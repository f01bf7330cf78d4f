// SPDX-License-Identifier: MIT
/// @file
/// Where the secrets of a text are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "event/arena.hpp"

namespace hedgerow::internal {

struct finding {
  std::size_t begin;
  std::size_t end;
  std::string_view label;  ///< a literal
};

/// A list that needs no memory until it is long.
class finding_list {
 public:
  explicit finding_list(arena& memory) noexcept : memory_(memory) {}
  finding_list(const finding_list&) = delete;
  finding_list& operator=(const finding_list&) = delete;

  void add(const finding& f) {
    if (size_ == capacity_) grow();
    std::construct_at(data_ + size_++, f);
  }
  void clear() noexcept { size_ = 0; }
  bool empty() const noexcept { return size_ == 0; }
  finding* begin() noexcept { return data_; }
  finding* end() noexcept { return data_ + size_; }
  std::size_t size() const noexcept { return size_; }

  /// In the order of the text; overlapping ones become one, under the label of the longest.
  void settle() noexcept {
    std::sort(begin(), end(), [](const finding& a, const finding& b) {
      if (a.begin != b.begin) return a.begin < b.begin;
      return a.end != b.end ? a.end > b.end : a.label < b.label;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      if (kept == 0 || data_[i].begin >= data_[kept - 1].end) {
        data_[kept++] = data_[i];
        continue;
      }
      finding& last = data_[kept - 1];
      if (data_[i].end - data_[i].begin > last.end - last.begin) last.label = data_[i].label;
      last.end = std::max(last.end, data_[i].end);
    }
    size_ = kept;
  }

 private:
  void grow() {
    const auto more = memory_.make<finding>(capacity_ * 2);
    std::copy(begin(), end(), more.begin());
    data_ = more.data();
    capacity_ *= 2;
  }

  static constexpr std::size_t local_size = 16;
  arena& memory_;
  // Raw: a text without findings must not pay for clearing it.
  alignas(finding) std::byte local_[local_size * sizeof(finding)];
  finding* data_ = reinterpret_cast<finding*>(local_);
  std::size_t size_ = 0;
  std::size_t capacity_ = local_size;
};

}  // namespace hedgerow::internal
