// SPDX-License-Identifier: MIT
#include "ring/sleeping_reader.hpp"

#include "ring/futex.hpp"
#include "ring/ring.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::uint32_t awake = 0;
constexpr std::uint32_t napping = 1;
constexpr std::uint32_t sleeping = 2;
constinit futex_word reader{awake};

}  // namespace

void announce_nap() noexcept {
  reader.store(napping);
}

void announce_sleep() noexcept {
  reader.store(sleeping);
  slow_all_rings();
}

void sleep_announced(std::chrono::nanoseconds at_most) noexcept {
  std::uint32_t how = reader.load();
  if (how == awake) return;
  futex_wait(reader, how, at_most);
  if (how == napping) reader.compare_exchange_strong(how, awake);
}

void wake_reader() noexcept {
  if (reader_sleeps()) hurry_reader();
}

void hurry_reader() noexcept {
  if (reader.load() != awake && reader.exchange(awake) != awake) futex_wake(reader);
}

bool reader_sleeps() noexcept {
  return reader.load() == sleeping;
}

}  // namespace hedgerow::internal
