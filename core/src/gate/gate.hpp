// SPDX-License-Identifier: MIT
/// @file
/// The redaction step that every event, report and text passes, and the only maker of the clean
/// types. It fails closed: where it cannot decide, values become "[withheld]".
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "event/arena.hpp"
#include "event/raw_event.hpp"
#include "gate/clean_event.hpp"
#include "gate/redactor.hpp"

namespace hedgerow::internal {

class consultation;
class decoder;
class walker;
struct form_blank;
class clean_context;
class form;
struct context_blank;
enum class policy_answer;

/// How often the gate did what since it was made.
struct gate_counts {
  std::uint64_t values_redacted = 0;
  std::uint64_t values_withheld = 0;
  std::uint64_t events_withheld = 0;
  std::uint64_t events_dropped_by_policy = 0;
};

/// Redacted by the gate that fills in the form; null where the event has none.
struct contexts_of_event {
  const clean_context* bound = nullptr;
  const clean_context* ambient = nullptr;
};

/// Safe to use from several threads at once, each with its own arena.
class gate {
 public:
  gate() = default;
  /// With a policy in front. `policy` must outlive the gate.
  explicit gate(redactor* policy) noexcept : policy_(policy) {}

  /// Redacts an event. The result views `memory` and what `raw` views.
  /// @return nothing when a policy says that the event is to be dropped
  std::optional<clean_event> pass(const raw_event& raw, arena& memory) noexcept;

  /// Prepares for events that differ in their time and in the values of the fields at the positions
  /// `blanks` only; their values in `common` do not count. `slot` is for form::slot().
  /// @return null where a rule or a policy has to see each event as a whole. @throws std::bad_alloc
  std::unique_ptr<form> make_form(const raw_event& common, std::span<const std::size_t> blanks,
                                  std::span<const context_blank> context_blanks,
                                  std::uint32_t slot);
  /// Redacts the fields of a context for the events whose forms take them. @throws std::bad_alloc
  void redact(clean_context& to, std::span<const field> fields);
  /// Redacts an event: reads a value for each blank, in the order of make_form(). The contexts are
  /// needed where the form has blanks for them. The result views `memory`, what `values` reads, the
  /// contexts and the form, until the form is filled in again.
  const clean_event& fill(form& f, std::int64_t unix_ns, decoder& values,
                          const contexts_of_event& contexts, arena& memory) noexcept;

  /// Redacts a report's tree (report/tree.hpp). Never dropped: a policy's drop withholds its
  /// values.
  clean_report pass_report(const value& tree, arena& memory) noexcept;

  /// Redacts a text that stands alone (self-log, plugin output, a line that does not parse).
  clean_text pass_text(std::string_view text, arena& memory) noexcept;

  gate_counts counts() const noexcept;

 private:
  policy_answer ask(consultation& question, const subject& about);
  void count(std::uint64_t redacted) noexcept;
  static void fill_in_by_rules(form_blank& b, walker& rules);
  const clean_event& withhold_blanks(form& f) noexcept;
  clean_event withheld(const raw_event& raw, arena& memory) noexcept;
  clean_report withheld(const value& tree, arena& memory) noexcept;

  redactor* policy_ = nullptr;
  std::mutex policy_turn_;
  std::atomic<std::uint64_t> values_redacted_{0};
  std::atomic<std::uint64_t> values_withheld_{0};
  std::atomic<std::uint64_t> events_withheld_{0};
  std::atomic<std::uint64_t> events_dropped_{0};
};

}  // namespace hedgerow::internal
