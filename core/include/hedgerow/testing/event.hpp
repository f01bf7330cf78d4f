// SPDX-License-Identifier: MIT
/// @file
/// Events as a test sees them, and what a test expects of one.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/level.hpp>
#include <hedgerow/testing/value.hpp>

namespace hedgerow::testing {

/// An event as the sinks are given it, past the gate.
struct HEDGEROW_API captured_event {
  std::string name;
  hedgerow::level level = hedgerow::level::info;
  std::string logger;
  std::vector<captured_field> fields;  ///< bound, ambient and of the call, as in a line
  std::string exception;               ///< text of what exception() logged; empty: none
  // Where and when it was logged; two events that differ in these alone are equal.
  std::string file;
  std::string function;
  unsigned line = 0;
  std::int64_t unix_ns = 0;

  /// The value of a field; null when there is none of this key.
  const value* find(std::string_view key) const noexcept;
  friend bool operator==(const captured_event& a, const captured_event& b) noexcept {
    return a.name == b.name && a.level == b.level && a.logger == b.logger && a.fields == b.fields &&
           a.exception == b.exception;
  }
};
/// `error charge_failed [shop] order=17 (shop.cpp:12)`
HEDGEROW_API std::ostream& operator<<(std::ostream& out, const captured_event& e);

/// What a test expects of an event: its name, and what is said with the functions below. Each gives
/// a new expectation that asks for more:
///
///     event("charge_failed").at(level::error).with("order"_k = 17)
class HEDGEROW_API event {
 public:
  explicit event(std::string_view name) : name_(name) {}

  [[nodiscard]] event at(hedgerow::level severity) const;
  [[nodiscard]] event from(std::string_view logger) const;
  /// All these fields, of these values; others may be there.
  template <hedgerow::detail::field_like... F>
  [[nodiscard]] event with(const F&... fields) const {
    return with_fields(fields_of(fields...));
  }
  /// For a value that a call cannot write, as a mark of the gate under a key that it denies:
  /// with("password", "[redacted:password]").
  [[nodiscard]] event with(std::string_view key, value v) const;
  /// A field of this key, whatever its value.
  [[nodiscard]] event with_key(std::string_view key) const;
  [[nodiscard]] event without(std::string_view key) const;
  /// No fields but those that with() and with_key() ask for.
  [[nodiscard]] event and_no_others() const;
  /// The text of the exception has `part` in it.
  [[nodiscard]] event thrown(std::string_view part) const;

  /// One sentence for each thing that is not as expected; empty when the event is.
  std::vector<std::string> differences(const captured_event& e) const;
  bool matches(const captured_event& e) const { return differences(e).empty(); }
  const std::string& name() const noexcept { return name_; }
  /// As it is written: `event("x").at(error).with(k = 3)`
  HEDGEROW_API friend std::ostream& operator<<(std::ostream& out, const event& e);

 private:
  event with_fields(std::vector<captured_field> fields) const;

  std::string name_;
  std::optional<hedgerow::level> level_;
  std::optional<std::string> logger_;
  std::vector<captured_field> fields_;
  std::vector<std::string> keys_;
  std::vector<std::string> absent_;
  std::optional<std::string> thrown_;
  bool no_others_ = false;
};

}  // namespace hedgerow::testing
