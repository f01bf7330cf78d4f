// SPDX-License-Identifier: MIT
/// @file
/// Which form the events of a record's call site and contexts fill in.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include <hedgerow/logger.hpp>

#include "event/arena.hpp"
#include "gate/form.hpp"
#include "gate/gate.hpp"

namespace hedgerow::internal {

/// A record with the same call site, level and contexts as some before gets the same form. What
/// comes once or twice only, as the context of a request may, is not worth one. Bounded; used by
/// one thread at a time.
class form_cache {
 public:
  /// The form for events of `r`, or null when it has none (yet). Only for records without flags.
  /// `with_place`: the place in the code is added to the fields. @throws std::bad_alloc
  form* find(const detail::record& r, gate& passage, bool with_place);
  /// Forgets all: another gate, or code that was unloaded.
  void clear() noexcept;

 private:
  static constexpr std::size_t slots = 256;

  /// What the record's events have in common, as it stands in the record, with the ids of the
  /// contexts: their addresses are used again.
  struct identity {
    explicit identity(const detail::record& r) noexcept;
    bool is_of(const detail::record& r) const noexcept;

    const void* keys;
    const void* logger;
    const void* name;
    const void* file;
    const void* function;
    std::uint64_t bound;
    std::uint64_t ambient;
    std::uint16_t line;
    level severity;
  };
  struct entry {
    identity of;
    std::uint32_t sighted = 0;  ///< as often as this, up to the number that is enough
    std::uint32_t missed = 0;   ///< as often since then, others came that would be here
    std::unique_ptr<form> made;
  };

  static std::size_t slot_of(const detail::record& r) noexcept;
  std::unique_ptr<form> make(const detail::record& r, gate& passage, bool with_place,
                             std::uint32_t slot);

  std::array<std::unique_ptr<entry>, slots> entries_;
  arena memory_;
};

}  // namespace hedgerow::internal
