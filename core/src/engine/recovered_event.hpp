// SPDX-License-Identifier: MIT
/// @file
/// A record of a dead process as an event.
#pragma once

#include <cstdint>
#include <map>

#include "engine/elf_literals.hpp"
#include "event/arena.hpp"
#include "event/raw_event.hpp"
#include "ring/dead_segment.hpp"
#include "ring/tick_clock.hpp"

namespace hedgerow::internal {

/// Reads the records of one dead process; they refer to literals and to contexts by its addresses.
class event_reader {
 public:
  /// `process` must outlive the reader.
  explicit event_reader(const dead_segment& process);

  /// Decodes a record. What cannot be found any more is left out and named in a field
  /// `recovery_lost`; the values of keys that are not known are withheld. The event views `memory`,
  /// the record and this object.
  /// @param with_place adds filename, lineno and func_name
  /// @return false when the payload is no payload @throws std::bad_alloc
  bool read(const dead_record& r, bool with_place, arena& memory, raw_event& out);
  /// Events that had to go without a part.
  std::uint64_t incomplete() const noexcept { return incomplete_; }

 private:
  std::span<const field> context(std::uint64_t address, arena& memory, bool& lost) const;

  const dead_segment& process_;
  tick_clock clock_;
  std::int64_t began_ns_;
  std::int64_t now_ns_;
  elf_literals literals_;
  std::map<std::uint64_t, image_view> contexts_;
  std::map<std::uint64_t, image_view> loggers_;
  std::uint64_t incomplete_ = 0;
};

}  // namespace hedgerow::internal
