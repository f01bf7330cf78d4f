// SPDX-License-Identifier: MIT
// Logs from several threads until it is killed. usage: killed CONFIG_JSON ACKS_FILE
//
// ACKS_FILE is one 64-bit number a thread: how many of the thread's calls have returned. It is
// mapped, so that what is stored there is seen by others whatever becomes of this process.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

constexpr int threads = 4;

void log_for_ever(int me, std::atomic<std::uint64_t>& returned) {
  const auto log = hedgerow::logger("killed").bind("worker"_k = me);
  const std::string large(20'000, 'x');
  for (std::uint64_t n = 1;; ++n) {
    const hedgerow::context_scope scope{"turn"_k = n % 7};
    if (n % 500 == 0)
      log.info("large_event", "seq"_k = n, "text"_k = large);
    else
      log.info("small_event", "seq"_k = n, "text"_k = "a line of the usual length");
    returned.store(n, std::memory_order_release);
    if (n % 64 == 0) std::this_thread::yield();
  }
}

}  // namespace

int main(int, char** argv) {
  if (const auto error = hedgerow::init({.config_json = argv[1]}); !error) return 2;
  const int fd = open(argv[2], O_RDWR);
  void* acks = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (acks == MAP_FAILED) return 3;
  auto* returned = static_cast<std::atomic<std::uint64_t>*>(acks);
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t)
    workers.emplace_back([=] { log_for_ever(t, returned[t]); });
  std::puts("logging");
  std::fflush(stdout);
  for (std::thread& w : workers)
    w.join();
}
