// SPDX-License-Identifier: MIT
/// @file
/// The line under construction.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace hedgerow::internal {

/// Bytes that grow at the end. Unlike a string it hands out uninitialised room, so that numbers and
/// escaped text are written where they stay.
class line_buffer {
 public:
  line_buffer() : memory_(std::make_unique_for_overwrite<char[]>(first_size)), room_(first_size) {}

  /// Where `n` more bytes may be written; wrote() says how many were.
  char* room(std::size_t n) {
    if (room_ - used_ < n) [[unlikely]]
      grow(n);
    return memory_.get() + used_;
  }
  void wrote(std::size_t n) noexcept { used_ += n; }

  void put(char c) {
    *room(1) = c;
    ++used_;
  }
  void put(std::string_view s) {
    if (s.empty()) return;
    std::memcpy(room(s.size()), s.data(), s.size());
    used_ += s.size();
  }
  void fill(char c, std::size_t n) {
    std::memset(room(n), c, n);
    used_ += n;
  }

  std::size_t size() const noexcept { return used_; }
  std::string_view view() const noexcept { return {memory_.get(), used_}; }
  std::string_view from(std::size_t at) const noexcept { return view().substr(at); }
  void cut(std::size_t size) noexcept { used_ = size; }
  /// Forgets the first `n` bytes.
  void drop_front(std::size_t n) noexcept {
    std::memmove(memory_.get(), memory_.get() + n, used_ - n);
    used_ -= n;
  }
  /// Begins anew; one large line does not keep its memory for ever.
  void clear() {
    used_ = 0;
    if (room_ > kept_size) *this = line_buffer();
  }

 private:
  static constexpr std::size_t first_size = 4 * 1024;
  static constexpr std::size_t kept_size = 256 * 1024;

  void grow(std::size_t n) {
    const std::size_t wanted = used_ + n > room_ * 2 ? used_ + n : room_ * 2;
    auto larger = std::make_unique_for_overwrite<char[]>(wanted);
    std::memcpy(larger.get(), memory_.get(), used_);
    memory_ = std::move(larger);
    room_ = wanted;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t room_;
  std::size_t used_ = 0;
};

}  // namespace hedgerow::internal
