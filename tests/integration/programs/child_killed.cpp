// SPDX-License-Identifier: MIT
// Forks with an event of its own still to be written; the child logs and is killed.
// usage: child_killed CONFIG_JSON
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

int main(int, char** argv) {
  if (!hedgerow::init({.config_json = argv[1]})) return 1;
  const auto log = hedgerow::logger("forking").bind("bound"_k = 1);
  log.info("in_parent", "n"_k = 1);
  const pid_t child = fork();
  if (child == 0) {
    for (int n = 1; n <= 3; ++n)
      log.info("in_child", "n"_k = n);
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  log.info("in_parent", "n"_k = 2);
  return WIFSIGNALED(status) && hedgerow::shutdown() ? 0 : 2;
}
