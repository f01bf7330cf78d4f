// SPDX-License-Identifier: MIT
// Logs while a signal handler that logs too interrupts it thousands of times.
#include <signal.h>
#include <sys/time.h>

#include <cstdio>
#include <cstring>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

const hedgerow::logger in_handler("handler");
volatile sig_atomic_t handled = 0;

void on_alarm(int) {
  in_handler.info("interrupted", "turn"_k = static_cast<int>(handled));
  handled = handled + 1;
}

void every(suseconds_t microseconds) {
  itimerval timer{};
  timer.it_interval.tv_usec = timer.it_value.tv_usec = microseconds;
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

int main() {
  if (!hedgerow::init()) return 1;
  const hedgerow::logger log("main");
  log.info("this_thread_has_a_ring");  // the handler must not be the one to make it
  struct sigaction action {};
  action.sa_handler = on_alarm;
  action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &action, nullptr);
  every(100);
  char text[64];
  std::memset(text, 'x', sizeof text);
  int logged = 0;
  for (; handled < 1'000; ++logged)
    log.info("counted", "i"_k = logged, "text"_k = std::string_view(text, sizeof text));
  every(0);
  std::fprintf(stderr, "%d %d %llu\n", logged, static_cast<int>(handled),
               static_cast<unsigned long long>(hedgerow::stats().lost.nested));
}
