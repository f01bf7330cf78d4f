// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What happens at a throw: one trace, kept once. Called from within the C++ runtime.
#pragma once

#include <cstdint>
#include <span>

#include <unwind.h>

#include "stack_walker.hpp"

namespace hedgerow::exception_capture::throw_recorder {

/// While disabled, record() returns at once. [any thread]
void enable(bool on) noexcept;
void limit(std::uint32_t traces_a_second) noexcept;

/// Keeps the stack above `from` less its `skip` innermost frames as the trace of what is thrown,
/// unless it has one: an exception that is thrown again keeps its first site. Exceptions of other
/// languages and forced unwinding (pthread_cancel) are left alone. Neither throws, locks nor
/// allocates, and uses no thread-local storage: the throw may be a bad_alloc. [any thread]
void record(_Unwind_Exception* raised, const stack_position& from, std::uint32_t skip) noexcept;

/// See throw_capture::trace_of.
std::uint32_t trace_of(const void* exception_object, std::span<std::uint64_t> out) noexcept;

}  // namespace hedgerow::exception_capture::throw_recorder
