// SPDX-License-Identifier: MIT
/// @file
/// Capturing exceptions as reports: stored, and delivered to PostHog when a project key is set.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include <hedgerow/context.hpp>
#include <hedgerow/detail/export.hpp>
#include <hedgerow/field.hpp>
#include <hedgerow/level.hpp>

namespace hedgerow {

/// What goes with a report beside the exception itself. All optional.
struct capture_options {
  std::string_view distinct_id{};  ///< the user it happened to; none: a personless event
  std::string_view fingerprint{};  ///< groups reports in PostHog in place of its own rules
  level severity = level::error;
};

namespace detail {
HEDGEROW_API std::string capture(std::exception_ptr error, const capture_options& options,
                                 const key_table& keys, const std::byte* payload) noexcept;
}

/// Captures `error` with its chain of nested exceptions, the ambient context and `properties`. The
/// report is queued, redacted, stored and delivered on another thread; the caller waits for none of
/// it. A null pointer is ignored and counted.
/// @return the report's id (a UUID), or an empty string when nothing was captured
template <detail::field_like... F>
std::string capture_exception(std::exception_ptr error, const capture_options& options,
                              const F&... properties) noexcept {
  return detail::with_payload(
      [&](const detail::key_table& keys, const std::byte* payload) {
        return detail::capture(std::move(error), options, keys, payload);
      },
      properties...);
}
/// Captures `error` without options.
template <detail::field_like... F>
std::string capture_exception(std::exception_ptr error, const F&... properties) noexcept {
  return capture_exception(std::move(error), capture_options{}, properties...);
}
/// Captures the exception that is being handled; with none active it is ignored and counted.
template <detail::field_like... F>
std::string capture_exception(const F&... properties) noexcept {
  return capture_exception(std::current_exception(), capture_options{}, properties...);
}

}  // namespace hedgerow
