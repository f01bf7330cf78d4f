// SPDX-License-Identifier: MIT
/// @file
/// How the backend sleeps while there is nothing to read, and who wakes it.
#pragma once

#include <chrono>

namespace hedgerow::internal {

/// A nap is short: commits do not look whether the reader takes one. From now on hurry_reader()
/// ends it. [backend]
void announce_nap() noexcept;
/// A sleep is long: from now on the commit of a record ends it, and all rings are slow until one
/// did. A commit that is past its look at `slow` at this moment does not, so look into the rings
/// once more a moment later, and do not sleep for ever. [backend]
void announce_sleep() noexcept;
/// Sleeps for `at_most` at one of the two, unless it was ended since its announcement. A nap is
/// over when this returns; the announcement of a sleep stands until it is ended. [backend]
void sleep_announced(std::chrono::nanoseconds at_most) noexcept;

/// A record was committed. Ends a sleep, if there is one: only then this is a system call.
/// [any thread, async-signal-safe]
void wake_reader() noexcept;
/// Somebody waits for the reader, or soon would. Ends a nap too. [any thread, async-signal-safe]
void hurry_reader() noexcept;
/// Whether a sleep is announced.
bool reader_sleeps() noexcept;

}  // namespace hedgerow::internal
