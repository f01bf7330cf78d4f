// SPDX-License-Identifier: MIT
/// @file
/// A clean report as PostHog's `$exception` event. Format: PostHog's producer specification
/// "exception-event-metadata" and what its consumer accepts; see POST /batch/, version 0.
///
/// Beside PostHog's own properties the event has
///     exception_details   for each exception that carries more than its text: its place in
///                         $exception_list ("exception") and its properties
///     logger, event_name  of the event that the exception was logged with
///     hedgerow_trimmed    what was left out or cut so that the event fits (trim.hpp)
/// and all properties of the report under their own keys. A property with a key that is reserved
/// for PostHog or hedgerow goes under "user." + key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <hedgerow/level.hpp>

#include "deliver/json_value.hpp"
#include "gate/clean_event.hpp"

namespace hedgerow::internal {

/// What hedgerow itself made up or measured and no gate need see: it stays right when all values
/// of a report are withheld.
struct report_facts {
  std::string id;  ///< a UUID
  std::int64_t at_ns = 0;
  level severity = level::error;
  bool handled = true;
  std::uint64_t thread_id = 0;
  std::string personless_id;  ///< a fresh UUID, for a report without a distinct_id
};

/// A report as it is stored and sent.
struct report_payload {
  std::string json;  ///< the event, at most max_event_bytes
  std::string type;  ///< of the outermost exception, for lists
  std::string value;
};

/// What PostHog's SDKs hold themselves to: 900 KiB an event.
inline constexpr std::size_t max_event_bytes = 900 * 1024;

/// @throws std::bad_alloc
report_payload make_payload(const clean_report& clean, const report_facts& facts);

/// "2026-11-22T06:59:59.123456Z"
std::string utc_time(std::int64_t ns);

/// Whether `id` can name a person: PostHog drops events of ids like "null" or "anonymous", and what
/// the gate took away names nobody.
bool names_a_person(std::string_view distinct_id) noexcept;

}  // namespace hedgerow::internal
