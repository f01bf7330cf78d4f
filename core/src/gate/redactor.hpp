// SPDX-License-Identifier: MIT
/// @file
/// The seam for policies: the gate asks a redactor before its own rules have their say.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <hedgerow/level.hpp>

#include "event/value.hpp"

namespace hedgerow::internal {

/// One scalar of an event or a report, with the way to it.
struct leaf {
  std::string_view path;  ///< "request.headers.cookie", "exceptions.0.value"; list positions count
  std::string_view key;   ///< the nearest key above it; empty for the texts of the event itself
  value val;              ///< never a list or a map
};

/// What surrounds the leaves.
struct subject {
  std::string_view logger;
  level severity;
  std::string_view event_name;
  bool is_report;
};

/// What a redactor did to a part of a leaf; nothing of the value.
struct redaction_receipt {
  std::string_view rule;
  std::string_view action;
  std::size_t leaf_index;
  std::uint64_t begin;  ///< bytes of the leaf's text as it was given
  std::uint64_t length;
};

/// Collects a redactor's answers. Text is copied by the callee before it returns.
class redaction_answers {
 public:
  virtual void replace(std::size_t leaf_index, std::string_view text) = 0;
  virtual void drop() = 0;
  /// To be shown on the event; who has no place for it does nothing.
  virtual void receipt(const redaction_receipt&) {}

 protected:
  ~redaction_answers() = default;
};

/// Decides over values before the core's rules do. Calls are made from one thread at a time.
class redactor {
 public:
  virtual ~redactor() = default;
  /// @return false when it could not decide (it failed, threw, ran over its budget, is quarantined
  ///         or missing): the gate then withholds every value.
  virtual bool redact(const subject& about, std::span<const leaf> leaves,
                      redaction_answers& answers) noexcept = 0;
  /// For the self-log: why it could not decide the last time.
  virtual std::string failure() const = 0;
};

}  // namespace hedgerow::internal
