// SPDX-License-Identifier: MIT
#include "ring/sleeping_reader.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include "ring/ring.hpp"

namespace hedgerow::internal {

namespace {

constinit std::atomic<std::uint32_t> asleep{0};
static_assert(sizeof asleep == sizeof(std::uint32_t));

void futex(int operation, std::uint32_t value, const timespec* timeout) noexcept {
  syscall(SYS_futex, &asleep, operation, value, timeout, nullptr, 0);
}

}  // namespace

void announce_sleep() noexcept {
  asleep.store(1);
  slow_all_rings();
}

void sleep_announced(std::chrono::nanoseconds at_most) noexcept {
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(at_most);
  const timespec timeout{s.count(), static_cast<long>((at_most - s).count())};
  futex(FUTEX_WAIT_PRIVATE, 1, &timeout);
}

void wake_reader() noexcept {
  if (asleep.load() == 0 || asleep.exchange(0) == 0) return;
  const int before = errno;
  futex(FUTEX_WAKE_PRIVATE, 1, nullptr);
  errno = before;
}

bool reader_sleeps() noexcept {
  return asleep.load() != 0;
}

}  // namespace hedgerow::internal
