// SPDX-License-Identifier: MIT
/// @file
/// Events for sink plugins: through the gate, as every event.
#pragma once

#include <span>

#include "gate/gate.hpp"
#include "sink/sink.hpp"

namespace hedgerow::test {

/// Writes an event of 2023-11-14T22:13:20.123456789Z.
inline void write(internal::sink& to, level severity, std::string_view name,
                  std::span<const internal::field> fields = {}, std::string_view stack = {},
                  std::string_view exception = {}) {
  internal::raw_event event;
  event.when = internal::timestamp::at(1'700'000'000'123'456'789);
  event.severity = severity;
  event.level_text = to_string(severity);
  event.logger = "shop.cart";
  event.name = name;
  event.fields = fields;
  event.stack = stack;
  event.exception = exception;
  internal::arena memory;
  internal::gate rules;
  to.write(*rules.pass(event, memory));
}

inline std::chrono::steady_clock::time_point soon() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(20);
}

}  // namespace hedgerow::test
