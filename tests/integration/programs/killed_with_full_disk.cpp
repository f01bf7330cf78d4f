// SPDX-License-Identifier: MIT
// Logs to a file that cannot grow, as on a full disk, and waits to be killed.
// usage: killed_with_full_disk CONFIG_JSON EVENTS LARGEST_FILE_IN_BYTES
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main(int, char** argv) {
  signal(SIGXFSZ, SIG_IGN);
  const rlim_t largest = std::strtoull(argv[3], nullptr, 10);
  const rlimit limit{largest, largest};
  setrlimit(RLIMIT_FSIZE, &limit);
  if (const auto error = hedgerow::init({.config_json = argv[1]}); !error) return 2;
  const auto log = hedgerow::logger("full");
  const int events = std::atoi(argv[2]);
  for (int i = 0; i < events; ++i)
    log.info("not_written", "i"_k = i);
  hedgerow::flush();
  std::puts("logged");
  std::fflush(stdout);
  pause();
}
