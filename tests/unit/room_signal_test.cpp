// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

#include "ring/room_signal.hpp"

using hedgerow::internal::room_signal;

TEST_CASE("who waits for room goes on when there is some, and not before") {
  room_signal signal;
  std::atomic<bool> room{false};
  std::atomic<int> tries{0};
  bool found = false;
  std::thread waiter([&] {
    const auto has_room = [&] {
      ++tries;
      return room.load();
    };
    found = signal.wait_until(has_room, std::chrono::hours(1));
  });
  while (tries.load() == 0)
    std::this_thread::yield();
  CHECK(signal.room_given());
  signal.wake();  // of another thread's ring
  while (tries.load() == 1)
    std::this_thread::yield();
  room.store(true);
  CHECK(signal.room_given());
  signal.wake();
  waiter.join();
  CHECK(found);
  CHECK_FALSE(signal.room_given());
}

TEST_CASE("who waits for room gives up when the time is over") {
  room_signal signal;
  CHECK_FALSE(signal.wait_until([] { return false; }, std::chrono::milliseconds(1)));
  CHECK_FALSE(signal.room_given());
}
