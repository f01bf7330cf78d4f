// SPDX-License-Identifier: MIT
// For callgrind: logs as many events as asked, in bursts that fit in a ring. Two runs of different
// length tell what one event costs each thread.
//   instructions plain|bound|synchronous EVENTS
#include <algorithm>
#include <cstdlib>

#include "hedgerow_setup.hpp"

int main(int argc, char** argv) {
  using namespace bench;
  if (argc < 3) return 2;
  const std::string_view what = argv[1];
  const int total = std::atoi(argv[2]);
  const running here("json", what == "synchronous" ? "synchronous" : "asynchronous");
  const auto log = what == "bound" ? bound_logger() : plain_logger();
  for (int done = 0; done < total;) {
    const int burst = std::min(total - done, 500);
    produce(1, burst, [&](const event& e) { log_to(log, e); });
    hedgerow::flush();
    done += burst;
  }
}
