// SPDX-License-Identifier: MIT
/// @file
/// How the backend sleeps while nobody logs, and who wakes it.
#pragma once

#include <chrono>

namespace hedgerow::internal {

/// From now on the commit of a record wakes the backend: all rings are slow until it did. A commit
/// that is past its look at `slow` at this moment does not, so look into the rings once more a
/// moment later, and do not sleep for ever. [backend]
void announce_sleep() noexcept;
/// Sleeps until wake_reader(), or `at_most`. Returns at once when that was called since
/// announce_sleep(). [backend]
void sleep_announced(std::chrono::nanoseconds at_most) noexcept;
/// Ends the sleep or its announcement, if there is one: only then this is a system call.
/// [any thread, async-signal-safe]
void wake_reader() noexcept;
/// Whether the announcement stands.
bool reader_sleeps() noexcept;

}  // namespace hedgerow::internal
