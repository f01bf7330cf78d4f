// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ring/dead_file.hpp"
#include "ring/ring.hpp"
#include "ring/segment.hpp"
#include "support/memory_folder.hpp"
#include "support/shared_memory.hpp"

using namespace hedgerow::internal;
using hedgerow::test::has_shared_memory;
using hedgerow::test::memory_folder;

namespace {

using names = std::vector<std::string>;

/// Another process, which does something and then waits until it is killed.
class other_process {
 public:
  template <class Do>
  explicit other_process(Do something) {
    int done[2];
    REQUIRE(0 == pipe(done));
    pid_ = fork();
    if (pid_ == 0) live(something, done[1]);
    close(done[1]);
    char byte;
    const bool did = read(done[0], &byte, 1) == 1;
    close(done[0]);
    REQUIRE(did);
  }
  ~other_process() {
    if (pid_ > 0) kill();
  }
  void kill() {
    ::kill(pid_, SIGKILL);
    waitpid(std::exchange(pid_, 0), nullptr, 0);
  }

 private:
  template <class Do>
  [[noreturn]] static void live(Do something,
                                int done) noexcept {  // no exception of its own gets to Catch
    forget_after_fork();
    [[maybe_unused]] const auto kept = something();
    while (write(done, "", 1) == 1)
      pause();
    _exit(1);
  }

  pid_t pid_ = 0;
};

bool open_segment_in(const memory_folder& folder) {
  std::string why;
  return open_segment(folder.path(), "unit", 1024 * 1024, why);
}

/// Leaves the file of a dead process. @return its name
std::string leave_file(const memory_folder& folder) {
  other_process([&] { return open_segment_in(folder); }).kill();
  const std::filesystem::directory_iterator only(folder.path());
  return only->path().filename();
}

names all_in(const memory_folder& folder) {
  names out;
  for (const auto& f : dead_file::all(folder.path()))
    out.push_back(f->name());
  return out;
}

}  // namespace

TEST_CASE("the file of a process is found when the process is dead") {
  if (!has_shared_memory()) return;
  const memory_folder folder;
  other_process living([&] { return open_segment_in(folder); });
  CHECK(names{} == all_in(folder));
  living.kill();
  CHECK(1 == all_in(folder).size());
}

TEST_CASE("who looks at the file of a dead process keeps nobody from taking it") {
  if (!has_shared_memory()) return;
  const memory_folder folder;
  const std::string name = leave_file(folder);
  const other_process looks([&] { return dead_file::all(folder.path()); });
  CHECK(names{name} == all_in(folder));
  CHECK(dead_file::all(folder.path()).at(0)->take());
}

TEST_CASE("one process at a time has the file of a dead one") {
  if (!has_shared_memory()) return;
  const memory_folder folder;
  const std::string name = leave_file(folder);
  const auto seen = dead_file::all(folder.path());
  other_process has([&] {
    auto found = dead_file::all(folder.path());
    if (!found.at(0)->take()) _exit(1);
    return found;
  });
  CHECK_FALSE(seen.at(0)->take());
  CHECK(names{} == all_in(folder));
  has.kill();
  CHECK(names{name} == all_in(folder));
}

TEST_CASE("a file that somebody else has removed cannot be taken") {
  if (!has_shared_memory()) return;
  const memory_folder folder;
  leave_file(folder);
  const auto seen = dead_file::all(folder.path());
  other_process([&] {
    auto found = dead_file::all(folder.path());
    if (found.at(0)->take()) found[0]->remove();
    return true;
  }).kill();
  CHECK_FALSE(seen.at(0)->take());
}

TEST_CASE("a process that starts while others look at dead files has its own file") {
  if (!has_shared_memory()) return;
  const memory_folder folder;
  std::vector<pid_t> look(4);
  for (pid_t& pid : look)
    if ((pid = fork()) == 0)
      while (true)
        dead_file::all(folder.path());
  std::vector<int> exits;
  for (int i = 0; i < 200; ++i) {
    const pid_t starts = fork();
    if (starts == 0) {
      forget_after_fork();
      _exit(open_segment_in(folder) ? 0 : 1);
    }
    int status = -1;
    waitpid(starts, &status, 0);
    exits.push_back(status);
    for (const auto& f : std::filesystem::directory_iterator(folder.path()))
      std::filesystem::remove(f);
  }
  for (const pid_t pid : look) {
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  CHECK(std::vector<int>(200, 0) == exits);
}
