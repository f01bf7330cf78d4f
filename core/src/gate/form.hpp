// SPDX-License-Identifier: MIT
/// @file
/// What the events of one place in the code have in common, redacted once: names, keys, and perhaps
/// the values of one context. Each event brings only what goes into its blanks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "event/owned_value.hpp"
#include "gate/clean_event.hpp"
#include "gate/clean_texts.hpp"
#include "gate/key_judge.hpp"

namespace hedgerow::internal {

/// A place of a form that takes the value of a context's field.
struct context_blank {
  std::size_t position;  ///< among the fields of the event
  bool ambient;          ///< the ambient context's, else the bound one's
  std::uint32_t field;   ///< of the context
};

/// A place of a form that takes a value of the call.
struct form_blank {
  field* to;
  key_judgement judged;
  bool plain_key;        ///< only the value itself can tell a secret
  clean_texts before{};  ///< short texts that were clean and plain
};

/// Made and filled in by the gate alone (gate.hpp). It owns all that it shows but for the values in
/// its blanks, which are those of the last event. Not thread-safe.
class form {
 public:
  form(const form&) = delete;
  form& operator=(const form&) = delete;

  /// Whether the values of the event's contexts are left open too.
  bool takes_contexts() const noexcept { return !context_blanks_.empty(); }
  /// Whether the value of the field at `position` comes with each event.
  bool is_blank(std::size_t position) const noexcept { return blank_at_[position]; }

  /// Where others keep what they prepared for this form: small numbers, used again.
  std::uint32_t slot() const noexcept { return slot_; }
  /// Tells this form from all others of the process, of its slot too.
  std::uint64_t serial() const noexcept { return serial_; }

 private:
  friend class gate;
  form() = default;

  std::vector<owned_field> own_fields_;
  std::string level_text_;
  std::string logger_;
  std::string name_;
  arena memory_{512};
  std::vector<field> fields_;
  std::vector<form_blank> blanks_;
  std::vector<context_blank> context_blanks_;
  std::vector<bool> blank_at_;
  std::uint64_t redacted_ = 0;  ///< values of the context that every event would have redacted
  std::uint32_t slot_ = 0;
  std::uint64_t serial_ = 0;
  clean_event event_{raw_event{}};
};

}  // namespace hedgerow::internal
