// SPDX-License-Identifier: MIT
#include "ring/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <ctime>

namespace hedgerow::internal {

namespace {

void call(futex_word& word, int operation, std::uint32_t value, const timespec* timeout) noexcept {
  static_assert(sizeof word == sizeof(std::uint32_t));
  const int before = errno;
  syscall(SYS_futex, &word, operation, value, timeout, nullptr, 0);
  errno = before;
}

}  // namespace

void futex_wait(futex_word& word, std::uint32_t expected,
                std::chrono::nanoseconds at_most) noexcept {
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(at_most);
  const timespec timeout{s.count(), static_cast<long>((at_most - s).count())};
  call(word, FUTEX_WAIT_PRIVATE, expected, &timeout);
}

void futex_wake(futex_word& word) noexcept {
  call(word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr);
}

}  // namespace hedgerow::internal
