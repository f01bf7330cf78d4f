// SPDX-License-Identifier: MIT
/// @file
/// Asking a policy: an event or a report as a row of leaves, and the answers put back in place.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "event/arena.hpp"
#include "event/raw_event.hpp"
#include "gate/receipt_list.hpp"
#include "gate/redactor.hpp"

namespace hedgerow::internal {

enum class policy_answer { go_on, drop, failed };

/// One question to a policy. The leaves are collected first, in the order of the event; the
/// answers find their places by the same walk. @throws std::bad_alloc
class consultation {
 public:
  explicit consultation(arena& memory) noexcept : memory_(memory) {}

  void add(const raw_event& event);
  void add(const value& tree);

  /// @return drop wins over replacements; failed: nothing may come out
  policy_answer ask(redactor& policy, const subject& about);

  /// The event or tree that was added, with the answers in it; an event with the receipts as well.
  raw_event applied(const raw_event& event);
  value applied(const value& tree);

 private:
  struct place {
    std::string_view path;
    std::string_view key;
    int depth;
  };
  void collect(const value& v, const place& at);
  void collect_text(std::string_view path, std::string_view text);
  place below(const place& at, std::string_view step, std::string_view key);
  std::span<const field> applied(std::span<const field> fields, int depth);
  value applied(const value& v, int depth);
  std::string_view applied_text(std::string_view text);

  arena& memory_;
  std::vector<leaf> leaves_;
  std::vector<std::string_view> replaced_;  ///< by leaf; data() is null where it stays
  receipt_list receipts_;
  std::size_t next_ = 0;
};

}  // namespace hedgerow::internal
