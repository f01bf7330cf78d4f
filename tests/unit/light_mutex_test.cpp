// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <mutex>
#include <thread>
#include <vector>

#include "engine/light_mutex.hpp"

using hedgerow::internal::light_mutex;

TEST_CASE("a light mutex lets in one thread at a time, and each in the end") {
  light_mutex mutex;
  int shared = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50'000; ++i) {
        const std::lock_guard turn(mutex);
        ++shared;
      }
    });
  for (std::thread& t : threads)
    t.join();
  CHECK(200'000 == shared);
}

TEST_CASE("a light mutex that is held is not taken by another thread") {
  light_mutex mutex;
  mutex.lock();
  bool taken = true;
  std::thread([&] { taken = mutex.try_lock(); }).join();
  CHECK_FALSE(taken);
  mutex.unlock();
  std::thread([&] {
    taken = mutex.try_lock();
    mutex.unlock();
  }).join();
  CHECK(taken);
}
