// SPDX-License-Identifier: MIT
#include "support/run_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "support/shared_memory.hpp"

namespace hedgerow::test {

namespace {

using clock = std::chrono::steady_clock;

struct pipe_ends {
  int read_end = -1;
  int write_end = -1;

  pipe_ends() {
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    read_end = fds[0];
    write_end = fds[1];
  }
  pipe_ends(const pipe_ends&) = delete;
  pipe_ends& operator=(const pipe_ends&) = delete;
  ~pipe_ends() {
    close_end(read_end);
    close_end(write_end);
  }
  static void close_end(int& fd) {
    if (fd >= 0) close(fd);
    fd = -1;
  }
};

std::vector<std::string> environment(const std::map<std::string, std::string>& added) {
  std::map<std::string, std::string> all{{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
  for (const char* name :
       {"HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"})
    if (const char* text = std::getenv(name)) all[name] = text;
  if (!has_shared_memory())
    all["HEDGEROW_RECORDER"] = "off";  // or each program says that it misses it
  for (const auto& [name, text] : added)
    all[name] = text;
  std::vector<std::string> out;
  for (const auto& [name, text] : all)
    out.push_back(name + "=" + text);
  return out;
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (const std::string& s : strings)
    out.push_back(const_cast<char*>(s.c_str()));
  out.push_back(nullptr);
  return out;
}

}  // namespace

struct background_process::impl {
  explicit impl(const process_options& o) : options(o), deadline(clock::now() + o.patience) {
    // A child that ends before it has read its input must not end the test.
    std::signal(SIGPIPE, SIG_IGN);
    const auto env = environment(options.env);
    const auto arguments = pointers(options.command);
    const auto variables = pointers(env);
    pipe_ends started;
    pid = fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) {
      dup2(in.read_end, 0);
      dup2(out.write_end, 1);
      dup2(err.write_end, 2);
      signal(SIGPIPE, SIG_DFL);
      if (options.folder.empty() || chdir(options.folder.c_str()) == 0)
        execve(arguments[0], arguments.data(), variables.data());
      const int why = errno;
      const ssize_t written = write(started.write_end, &why, sizeof why);
      _exit(written == sizeof why ? 127 : 126);
    }
    pipe_ends::close_end(in.read_end);
    pipe_ends::close_end(out.write_end);
    pipe_ends::close_end(err.write_end);
    pipe_ends::close_end(started.write_end);
    int why = 0;
    if (read(started.read_end, &why, sizeof why) == sizeof why) {
      waitpid(pid, nullptr, 0);
      throw std::runtime_error(options.command.front() + ": " + std::strerror(why));
    }
    fcntl(in.write_end, F_SETFL, O_NONBLOCK);
    if (options.input.empty()) pipe_ends::close_end(in.write_end);
  }

  ~impl() {
    if (reaped) return;
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }

  /// Moves what can be moved until `enough()` or all output has ended. @return false at the
  /// deadline
  template <class Enough>
  bool pump(Enough enough) {
    while (!enough() && (out.read_end >= 0 || err.read_end >= 0)) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now()).count();
      if (left <= 0) return false;
      std::array<pollfd, 3> fds{pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0},
                                pollfd{in.write_end, POLLOUT, 0}};
      if (poll(fds.data(), fds.size(), static_cast<int>(left)) < 0 && errno != EINTR)
        throw std::system_error(errno, std::generic_category(), "poll");
      if (fds[0].revents != 0) take(out.read_end, result.out);
      if (fds[1].revents != 0) take(err.read_end, result.err);
      if (fds[2].revents != 0) give();
    }
    return true;
  }

  void take(int& fd, std::string& into) {
    char block[64 * 1024];
    const ssize_t n = read(fd, block, sizeof block);
    if (n > 0) into.append(block, static_cast<std::size_t>(n));
    if (n == 0 || (n < 0 && errno != EINTR)) pipe_ends::close_end(fd);
  }

  void give() {
    const ssize_t n =
        write(in.write_end, options.input.data() + given, options.input.size() - given);
    if (n > 0) given += static_cast<std::size_t>(n);
    const bool broken = n < 0 && errno != EINTR && errno != EAGAIN;
    if (broken || given == options.input.size()) pipe_ends::close_end(in.write_end);
  }

  process_options options;
  clock::time_point deadline;
  pipe_ends in, out, err;
  pid_t pid = -1;
  bool reaped = false;
  std::size_t given = 0;
  process_result result;
};

background_process::background_process(const process_options& options)
    : impl_(std::make_unique<impl>(options)) {}
background_process::~background_process() = default;

std::string background_process::wait_for_output(const std::string& text) {
  impl_->pump([&] { return impl_->result.out.find(text) != std::string::npos; });
  return impl_->result.out;
}

void background_process::send_signal(int signal) {
  kill(impl_->pid, signal);
}

process_result background_process::wait() {
  impl& p = *impl_;
  if (!p.pump([] { return false; })) kill(p.pid, SIGKILL);
  int state = 0;
  rusage used{};
  while (wait4(p.pid, &state, 0, &used) < 0)
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "wait4");
  p.reaped = true;
  p.result.peak_kib = used.ru_maxrss;
  if (WIFEXITED(state)) p.result.status = WEXITSTATUS(state);
  if (WIFSIGNALED(state)) p.result.signal = WTERMSIG(state);
  return p.result;
}

process_result run_process(const process_options& options) {
  return background_process(options).wait();
}

std::ostream& operator<<(std::ostream& os, const process_result& r) {
  return os << "status " << r.status << ", signal " << r.signal << "\nout: " << r.out
            << "\nerr: " << r.err;
}

}  // namespace hedgerow::test
