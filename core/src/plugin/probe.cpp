// SPDX-License-Identifier: MIT
#include "plugin/probe.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <hedgerow/plugin.h>

#include "plugin/unique_fd.hpp"

namespace hedgerow::internal {

namespace {

using clock = std::chrono::steady_clock;

// What the child says on its pipe; nothing at all when it died before.
constexpr char went_well = 'k';
constexpr char threw = 't';
constexpr char exited = 'e';

int to_parent = -1;

[[noreturn]] void leave(char word) noexcept {
  [[maybe_unused]] const ssize_t n = ::write(to_parent, &word, 1);
  ::_exit(0);
}

/// The child forgets what the host has set up for its own death and end.
void become_a_guinea_pig() noexcept {
  for (const int s : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTERM, SIGINT})
    std::signal(s, SIG_DFL);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const unique_fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(nothing.get(), fd);
  std::set_terminate([] { leave(threw); });
  std::atexit([] { leave(exited); });  // the last one registered is the first one to run
}

[[noreturn]] void try_in_child(const char* path) noexcept {
  become_a_guinea_pig();
  void* const handle = ::dlopen(path, RTLD_NOW | RTLD_LOCAL);
  // What dlopen or the entry answer is for the host to judge: here it is only whether they return.
  if (handle != nullptr) {
    if (void* const symbol = ::dlsym(handle, HEDGEROW_PLUGIN_ENTRY_V1)) {
      static const hedgerow_host_v1 host{
          sizeof host,
          HEDGEROW_PLUGIN_ABI,
          nullptr,
          {nullptr, 0},
          [](void*, std::int32_t, hedgerow_str) {},
          [](void*, hedgerow_str) {},
          [](void*, hedgerow_str) -> const void* { return nullptr; }};
      reinterpret_cast<hedgerow_plugin_entry_v1_fn>(symbol)(&host);
    }
  }
  leave(went_well);
}

/// The child's word, or 0 when it ended without one, or -1 when `patience` has passed.
int listen_to(int pipe, std::chrono::milliseconds patience) noexcept {
  const auto end = clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - clock::now());
    if (left.count() <= 0) return -1;
    pollfd wait{pipe, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(left.count())) <= 0) continue;
    char word = 0;
    const ssize_t n = ::read(pipe, &word, 1);
    if (n < 0 && errno == EINTR) continue;
    return n == 1 ? word : 0;
  }
}

refusal failed(std::string how) {
  return {"probe_failed", "Loading it in a child process, as a test, " + std::move(how) + "."};
}

}  // namespace

bool can_probe() noexcept {
  const unique_dir tasks(::opendir("/proc/self/task"));
  if (!tasks) return false;
  int threads = 0;
  while (const dirent* entry = ::readdir(tasks.get()))
    threads += entry->d_name[0] != '.';
  return threads == 1;
}

std::optional<refusal> probe(const std::string& load_path, std::chrono::milliseconds patience) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  unique_fd ours(ends[0]);
  unique_fd theirs(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    to_parent = theirs.get();
    try_in_child(load_path.c_str());
  }
  theirs = unique_fd();
  const int word = listen_to(ours.get(), patience);
  if (word < 0) ::kill(child, SIGKILL);
  int how = 0;
  pid_t ended;
  do
    ended = ::waitpid(child, &how, 0);
  while (ended < 0 && errno == EINTR);
  switch (word) {
  case went_well:
    return std::nullopt;
  case threw:
    return failed("ended in an exception that nobody caught");
  case exited:
    return failed("ended the process by exit()");
  case -1:
    return failed("did not return within " + std::to_string(patience.count()) + " ms");
  default:
    // A host that ignores SIGCHLD, or reaps every child itself, has the status, not we.
    if (ended == child && WIFSIGNALED(how))
      return failed(std::string("crashed it (") + ::strsignal(WTERMSIG(how)) + ")");
    return failed("ended the process");
  }
}

}  // namespace hedgerow::internal
