// SPDX-License-Identifier: MIT
/// @file
/// A line with places left open, and what remembers such lines by form.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gate/form.hpp"

namespace hedgerow::internal {

/// The text that all lines of a form share, and where each line brings its own.
struct line_template {
  struct opening {
    std::uint32_t before;  ///< bytes of `text` between the opening before and this one
    std::uint32_t field;   ///< whose value stands there; or `time`, or `end` behind the last one
  };
  static constexpr std::uint32_t time = ~std::uint32_t{0};
  static constexpr std::uint32_t end = time - 1;
  static constexpr std::uint32_t first_mark = end;

  /// Bytes behind the text that may be read and copied as well, so that it goes in fixed steps.
  static constexpr std::size_t slack = 32;

  std::string text;               ///< and `slack` more bytes
  std::vector<opening> openings;  ///< in the order of the text

  /// The next opening, where `at` bytes of text are before it.
  void leave_open(std::uint32_t field, std::size_t at) {
    openings.push_back({static_cast<std::uint32_t>(at - opened_), field});
    opened_ = at;
  }

 private:
  std::size_t opened_ = 0;
};

/// The template of each form; not thread-safe.
class line_templates {
 public:
  /// The template of `f`; `make(template)` fills in a new one.
  template <class Make>
  const line_template& of(const form& f, Make make) {
    if (f.slot() >= slots_.size()) slots_.resize(f.slot() + std::size_t{1});
    slot& s = slots_[f.slot()];
    if (s.serial != f.serial()) {
      s.serial = 0;  // should make() throw
      s.lines = {};
      make(s.lines);
      s.serial = f.serial();
    }
    return s.lines;
  }

 private:
  struct slot {
    std::uint64_t serial = 0;
    line_template lines;
  };
  std::vector<slot> slots_;
};

}  // namespace hedgerow::internal
