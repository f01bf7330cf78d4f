// SPDX-License-Identifier: MIT
/// @file
/// Checks wire data that this process did not write, so that decode.hpp may read it.
#pragma once

#include <cstddef>
#include <span>

#include <hedgerow/detail/wire.hpp>

namespace hedgerow::internal {

/// Walks values one by one, and stays within the bytes it was given whatever they are.
class wire_checker {
 public:
  explicit wire_checker(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

  /// Passes one value that decode.hpp can read. @return false when there is none
  bool value() noexcept { return value(0); }
  /// The same for a value that must be a string, or a signed integer.
  bool string() noexcept { return next_is(detail::kind::string) && value(); }
  bool integer() noexcept { return next_is(detail::kind::signed_integer) && value(); }
  bool map() noexcept { return next_is(detail::kind::map) && value(); }

  std::size_t bytes_left() const noexcept { return rest_.size(); }

 private:
  bool next_is(detail::kind type) const noexcept;
  bool value(int depth) noexcept;
  bool values(std::size_t count) noexcept;
  bool skip(std::size_t bytes) noexcept;

  std::span<const std::byte> rest_;
};

}  // namespace hedgerow::internal
