// SPDX-License-Identifier: MIT
// For callgrind: logs as many events as asked, in bursts that fit in a ring. What log_once() costs,
// with all that it calls, is what a call costs its thread; two runs of different length tell what
// an event costs the other threads.
//   instructions plain|bound|synchronous EVENTS
#include <algorithm>
#include <cstdlib>

#include "hedgerow_setup.hpp"

namespace {

[[gnu::noinline]] void log_once(const hedgerow::logger& log, const bench::event& e) {
  bench::log_to(log, e);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace bench;
  if (argc < 3) return 2;
  const std::string_view what = argv[1];
  const int total = std::atoi(argv[2]);
  const running here("json", what == "synchronous" ? "synchronous" : "asynchronous");
  const auto log = what == "bound" ? bound_logger() : plain_logger();
  for (int done = 0; done < total;) {
    const int burst = std::min(total - done, 500);
    produce(1, burst, [&](const event& e) { log_once(log, e); });
    hedgerow::flush();
    done += burst;
  }
}
