// SPDX-License-Identifier: MIT
/// @file
/// The way of one record: decoded, merged with its contexts, through the gate, to the sinks.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

#include <hedgerow/detail/record.hpp>

#include "engine/form_cache.hpp"
#include "engine/pipeline.hpp"
#include "event/arena.hpp"
#include "ring/tick_clock.hpp"

namespace hedgerow::internal {

/// Used by one thread at a time.
class record_processor {
 public:
  /// Where events go from now on; `p` must outlive its use.
  void use(pipeline* p) noexcept;

  /// Hands the event of an inline record to every sink, unless its logger's level or a policy is
  /// against it. @throws std::bad_alloc
  void process(const detail::record& r, const tick_clock& clock);

  /// Says something of hedgerow's own in the log. @throws std::bad_alloc
  void say(level severity, std::string_view event, std::span<const field> fields);
  /// Whether an event since the last call wants to be out at once (flush_at).
  bool take_urgent() noexcept { return std::exchange(urgent_, false); }

  /// Events written since the start, by level / 10 - 1. [any thread]
  std::array<std::uint64_t, 5> written() const noexcept;

  /// Hands an event, which may be made of memory(), to every sink, unless a policy is against it.
  /// @throws std::bad_alloc
  void write(const raw_event& e);
  /// For the parts of one event.
  arena& memory() noexcept { return memory_; }
  const pipeline& to() const noexcept { return *pipeline_; }
  /// Forgets what is known of call sites: code was unloaded.
  void forget_call_sites() noexcept { forms_.clear(); }

 private:
  void process_by_form(form& f, const detail::record& r, std::int64_t unix_ns);
  void write(const clean_event& e) noexcept;

  pipeline* pipeline_ = nullptr;
  arena memory_;
  form_cache forms_;
  bool urgent_ = false;
  std::array<std::atomic<std::uint64_t>, 5> written_{};
};

}  // namespace hedgerow::internal
