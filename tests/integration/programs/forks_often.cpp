// SPDX-License-Identifier: MIT
// Forks again and again while a thread logs with bound fields that come and go; each child logs.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main() {
  if (!hedgerow::init()) return 1;
  std::atomic<bool> stop{false};
  std::thread other([&] {
    const auto log = hedgerow::logger("fork");
    for (int i = 0; !stop; ++i)
      log.bind("i"_k = i).info("logged_meanwhile");
  });
  int failed = 0;
  for (int i = 0; i < 100; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      hedgerow::logger("fork").bind("child"_k = i).info("child_logged");
      _exit(hedgerow::flush() ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    failed += status != 0;
  }
  stop = true;
  other.join();
  return failed;
}
