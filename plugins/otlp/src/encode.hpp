// SPDX-License-Identifier: MIT
/// @file
/// Events as OTLP log records in JSON. Format: opentelemetry-proto's logs.proto in the proto3 JSON
/// mapping, which writes 64-bit integers as strings; PostHog's logs take the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/plugin.h>

namespace otlp {

/// One log record as JSON text. @param posthog names distinct_id and session_id as PostHog wants
std::string encode(const hedgerow_event_v1& event, std::int64_t observed_unix_ns, bool posthog);

/// What stands around the log records of a request.
class envelope {
 public:
  envelope(std::string_view service_name, std::string_view hedgerow_version);

  /// The body of a request with these records.
  std::string around(const std::string* records, std::size_t count) const;
  std::size_t size() const noexcept { return head_.size() + tail_.size(); }

 private:
  std::string head_;
  std::string tail_;
};

}  // namespace otlp
