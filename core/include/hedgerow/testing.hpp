// SPDX-License-Identifier: MIT
/// @file
/// For your own tests: what was logged, as values.
///
///     hedgerow::testing::capture captured;
///     checkout(cart);
///     CHECK(captured.has(event("charge_failed").at(level::error).with("order"_k = 17)));
///
/// Works with every test framework: Catch2 and doctest print what an outcome has to say, and so
/// does GoogleTest's EXPECT_TRUE, to whose AssertionResult an outcome converts; elsewhere message()
/// has the text.
#pragma once

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/testing/event.hpp>
#include <hedgerow/testing/value.hpp>

namespace hedgerow::testing {

/// Whether something was as expected and, in words, what was there.
class HEDGEROW_API outcome {
 public:
  outcome(bool good, std::string message) : good_(good), message_(std::move(message)) {}

  explicit operator bool() const noexcept { return good_; }
  /// What was expected and what came nearest to it, over several lines.
  const std::string& message() const noexcept { return message_; }

  /// To ::testing::AssertionResult of GoogleTest, which this header does not know.
  template <class Result>
  requires requires(Result& r, const std::string& s) {
    r << s;
    r.failure_message();
    Result(true);
  }
  operator Result() const {
    Result r(good_);
    r << message_;
    return r;
  }

  HEDGEROW_API friend std::ostream& operator<<(std::ostream& out, const outcome& o);

 private:
  bool good_;
  std::string message_;
};

/// Collects every event that is logged while it lives, from any thread, past the gate: the values
/// are those that a sink would be given. What hedgerow says itself ("events_lost") is not
/// collected.
///
/// Without init(), and after shutdown(), events go to the living captures and nowhere else, on the
/// thread that logs; with hedgerow running they go to its sinks besides, and its levels count.
/// Captures nest: each has all events of its own lifetime. All functions may be called from any
/// thread, but not from a sink, an encoder or a signal handler.
class HEDGEROW_API capture {
 public:
  /// Waits until what was logged before is written, so that it is not collected.
  capture();
  ~capture();
  capture(const capture&) = delete;
  capture& operator=(const capture&) = delete;

  /// All that was logged until now, in the order in which the sinks were given it: of one thread in
  /// the order of its calls.
  std::vector<captured_event> events() const;
  /// Forgets what was collected until now.
  void clear();

  [[nodiscard]] outcome has(const event& expected) const;
  [[nodiscard]] outcome has_no(const event& unwanted) const;
  /// Each of these in this order, others between them.
  [[nodiscard]] outcome has_in_order(std::initializer_list<event> expected) const;
  [[nodiscard]] std::size_t count(const event& expected) const;

  /// As has(), for what another thread is going to log.
  [[nodiscard]] outcome wait_for(const event& expected,
                                 std::chrono::milliseconds at_most = std::chrono::seconds(5)) const;
  /// The same, until `times` events are as expected.
  [[nodiscard]] outcome wait_for(std::size_t times, const event& expected,
                                 std::chrono::milliseconds at_most = std::chrono::seconds(5)) const;

 private:
  class collection;
  std::unique_ptr<collection> collected_;
};

}  // namespace hedgerow::testing
