// SPDX-License-Identifier: MIT
/// @file
/// Waiting on a word with a time limit, which std::atomic has not in C++20: futex(2).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace hedgerow::internal {

using futex_word = std::atomic<std::uint32_t>;

/// Sleeps until `word` is woken, or `at_most`. Returns at once when it is not `expected`, and at
/// any time without a reason: look again. Keeps errno.
void futex_wait(futex_word& word, std::uint32_t expected,
                std::chrono::nanoseconds at_most) noexcept;
/// Wakes all that wait on `word`. Keeps errno. [any thread, async-signal-safe]
void futex_wake(futex_word& word) noexcept;

}  // namespace hedgerow::internal
