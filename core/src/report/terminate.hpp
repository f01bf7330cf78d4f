// SPDX-License-Identifier: MIT
/// @file
/// The terminate handler: a report of what ended the process, then the handler that was there
/// before.
#pragma once

#include <exception>

#include "report/capture.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// Given the exception in flight, or null when std::terminate was called without one. Runs once a
/// process, on the dying thread; what it throws is ignored.
using terminate_function = void (*)(const std::exception_ptr& error) noexcept;

/// Puts the handler in; a second call only changes the function. A handler that the program sets
/// later replaces this one and is expected to chain; one set before is called after `capture`,
/// once. [any thread]
void install_terminate_hook(terminate_function capture) noexcept;

/// Takes it out. When the program has set another handler since, that stays, and this one, when
/// that one chains to it, only goes on to the handler from before. [any thread]
void uninstall_terminate_hook() noexcept;

/// The report of a terminating process: level critical, not handled, source
/// "cpp.terminate_handler". A null `error` makes one of type "std::terminate".
report terminate_report(const std::exception_ptr& error, const throw_tracer& tracer);

}  // namespace hedgerow::internal
