// SPDX-License-Identifier: MIT
/// @file
/// What a full ring does with a new record, by its level.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include <hedgerow/level.hpp>

namespace hedgerow::internal {

enum class when_full : std::uint8_t {
  drop_newest,  ///< the new record is lost
  block,        ///< waits for room, `wait_at_most`; after it the new record is lost
  /// Asks the backend to drop the oldest, an eighth of the ring at a time, and waits until it did:
  /// that is when it is between two events, or never, so no longer than `wait_at_most`. After it
  /// the new record is lost. The backend alone moves on in a ring, so that the producer's way
  /// through a ring with room is the same with every policy.
  drop_oldest,
};

/// The policy of each level.
class full_ring_policies {
 public:
  constexpr full_ring_policies() noexcept {
    (*this)[level::error] = (*this)[level::critical] = when_full::block;
  }

  constexpr when_full operator[](level severity) const noexcept { return of_[index(severity)]; }
  constexpr when_full& operator[](level severity) noexcept { return of_[index(severity)]; }
  constexpr void set_below_error(when_full w) noexcept { of_[0] = of_[1] = of_[2] = w; }

 private:
  static constexpr std::size_t index(level severity) noexcept {
    const auto i = static_cast<std::size_t>(severity) / 10;
    return i < 1 ? 0 : i > 5 ? 4 : i - 1;
  }
  std::array<when_full, 8> of_{};  // so many that they are copied as one
};

}  // namespace hedgerow::internal
