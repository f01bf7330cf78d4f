// SPDX-License-Identifier: MIT
// Thousands of threads, of which few live at a time, each with one event.
#include <cstdio>
#include <thread>
#include <vector>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main() {
  if (!hedgerow::init()) return 1;
  for (int round = 0; round < 100; ++round) {
    std::vector<std::thread> few;
    for (int t = 0; t < 50; ++t)
      few.emplace_back([=] { hedgerow::logger("many").info("hello", "n"_k = round * 50 + t); });
    for (auto& t : few)
      t.join();
    // The backend gives rings back between two batches.
    hedgerow::flush();
    hedgerow::flush();
  }
  std::fprintf(stderr, "rings %llu\n",
               static_cast<unsigned long long>(hedgerow::stats().queue.rings));
}
