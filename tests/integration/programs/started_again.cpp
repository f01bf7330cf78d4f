// SPDX-License-Identifier: MIT
// Starts hedgerow three times over, once after a shutdown, and goes on in a forked child.
#include <sys/wait.h>
#include <unistd.h>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main() {
  const auto log = hedgerow::logger("again");
  hedgerow::init();
  log.info("started");
  hedgerow::init();
  log.info("configured_anew");
  hedgerow::shutdown();
  hedgerow::init();
  log.info("started_after_shutdown");
  hedgerow::flush();
  const pid_t child = fork();
  if (child == 0) {
    const std::string report = hedgerow::capture_exception(std::make_exception_ptr(42));
    log.info("in_child", "captured"_k = !report.empty());
    _exit(hedgerow::flush() ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  log.info("child_ended", "status"_k = status);
}
