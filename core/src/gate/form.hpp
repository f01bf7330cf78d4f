// SPDX-License-Identifier: MIT
/// @file
/// What the events of one place in the code under one context have in common, redacted once: names,
/// keys, and the values of the context. Each event brings only what goes into its blanks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "event/owned_value.hpp"
#include "gate/clean_event.hpp"
#include "gate/key_judge.hpp"

namespace hedgerow::internal {

/// Made and filled in by the gate alone (gate.hpp). It owns all that it shows but for the values in
/// its blanks, which are those of the last event. Not thread-safe.
class form {
 public:
  form(const form&) = delete;
  form& operator=(const form&) = delete;

  /// How many values an event brings.
  std::size_t blanks() const noexcept { return blanks_.size(); }
  /// Whether the value of the field at `position` comes with each event.
  bool is_blank(std::size_t position) const noexcept { return blank_at_[position]; }

  /// Where others keep what they prepared for this form: small numbers, used again.
  std::uint32_t slot() const noexcept { return slot_; }
  /// Tells this form from all others of the process, of its slot too.
  std::uint64_t serial() const noexcept { return serial_; }

 private:
  friend class gate;
  form() = default;

  /// A field that is filled in.
  struct blank {
    field* to;
    key_judgement judged;
    /// Neither denied nor suspect: only the value itself can tell a secret.
    bool plain_key;
  };

  std::vector<owned_field> own_fields_;
  std::string level_text_;
  std::string logger_;
  std::string name_;
  arena memory_{512};
  std::vector<field> fields_;
  std::vector<blank> blanks_;
  std::vector<bool> blank_at_;
  std::uint64_t redacted_ = 0;  ///< values of the context that every event would have redacted
  std::uint32_t slot_ = 0;
  std::uint64_t serial_ = 0;
  clean_event event_{raw_event{}};
};

}  // namespace hedgerow::internal
