// SPDX-License-Identifier: MIT
// Forks while events of its own are not written yet, some of them in a thread; the child logs,
// forks itself and runs another program, and the program runs itself anew.
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>
#include <thread>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

constexpr int events = 2'000;

void log_all(const char* who) {
  const auto log = hedgerow::logger("fork").bind("who"_k = who);
  for (int i = 0; i < events; ++i)
    log.info("counted", "i"_k = i);
}

int wait_for(pid_t child) {
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  if (!hedgerow::init()) return 1;
  if (argc > 1 && std::string_view(argv[1]) == "again") {
    log_all("program_anew");
    return 0;
  }
  std::thread other([] { log_all("thread"); });
  log_all("parent");
  const pid_t child = fork();
  if (child == 0) {
    log_all("child");
    const pid_t grandchild = fork();
    if (grandchild == 0) {
      log_all("grandchild");
      _exit(hedgerow::flush() ? 0 : 1);
    }
    const pid_t true_program = fork();
    if (true_program == 0) {
      execl("/bin/true", "true", nullptr);
      _exit(1);
    }
    const bool good = wait_for(grandchild) == 0 && wait_for(true_program) == 0;
    _exit(hedgerow::flush() && good ? 0 : 1);
  }
  other.join();
  if (wait_for(child) != 0) return 2;
  if (!hedgerow::flush()) return 3;  // what is not written does not survive exec
  execl("/proc/self/exe", argv[0], "again", nullptr);
  return 4;
}
