// SPDX-License-Identifier: MIT
/// @file
/// What has passed the gate. Renderers, sinks, stores and plugins that send accept these types
/// only, and only the gate can make them: a sink that sees raw data does not compile.
#pragma once

#include "event/raw_event.hpp"
#include "event/value.hpp"

namespace hedgerow::internal {

class gate;
class form;

/// A redacted event; a view into the arena it was made with.
class clean_event {
 public:
  const timestamp& when() const noexcept { return event_.when; }
  level severity() const noexcept { return event_.severity; }
  std::optional<std::string_view> level_text() const noexcept { return event_.level_text; }
  std::optional<std::string_view> logger() const noexcept { return event_.logger; }
  std::optional<std::string_view> name() const noexcept { return event_.name; }
  /// No field is of kind::withheld or cut any more: marks are plain strings.
  std::span<const field> fields() const noexcept { return event_.fields; }
  std::string_view stack() const noexcept { return event_.stack; }
  std::string_view exception() const noexcept { return event_.exception; }
  /// The form that was filled in to make this event, or null. Its text is all there is but for the
  /// time and the values in its blanks.
  const form* made_from() const noexcept { return form_; }

 private:
  friend class gate;
  friend class form;
  explicit clean_event(const raw_event& redacted) noexcept : event_(redacted) {}

  raw_event event_;
  const form* form_ = nullptr;
};

/// A redacted report: the neutral tree of report/tree.hpp, every leaf of which passed the gate; a
/// view into the arena it was made with.
class clean_report {
 public:
  const value& tree() const noexcept { return tree_; }

 private:
  friend class gate;
  explicit clean_report(const value& redacted) noexcept : tree_(redacted) {}

  value tree_;
};

/// Redacted text; a view into the arena it was made with.
class clean_text {
 public:
  std::string_view view() const noexcept { return text_; }

 private:
  friend class gate;
  explicit clean_text(std::string_view redacted) noexcept : text_(redacted) {}

  std::string_view text_;
};

}  // namespace hedgerow::internal
