// SPDX-License-Identifier: MIT
/// @file
/// What a policy did to an event, shown on the event itself: the field "redactions".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "event/arena.hpp"
#include "event/value.hpp"
#include "gate/redactor.hpp"

namespace hedgerow::internal {

/// Bounded: what is beyond `most` is counted only.
class receipt_list {
 public:
  static constexpr std::size_t most = 32;
  static constexpr std::string_view key = "redactions";

  /// Copies its texts into `memory`.
  void add(const redaction_receipt& given, arena& memory);

  /// `fields` with the list behind them; as they are when there are no receipts, or when the event
  /// has a field of that name already.
  /// @param leaves those that the receipts speak of
  std::span<const field> added_to(std::span<const field> fields, std::span<const leaf> leaves,
                                  arena& memory) const;

 private:
  std::vector<redaction_receipt> list_;
  std::uint64_t left_out_ = 0;
};

}  // namespace hedgerow::internal
