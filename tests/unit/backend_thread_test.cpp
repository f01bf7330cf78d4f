// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "ring/ring.hpp"
#include "ring/sleeping_reader.hpp"
#include "support/fork_when_quiet.hpp"
#include "support/running.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::literals;
using hedgerow::test::fork_when_quiet;
using hedgerow::test::read_file;
using hedgerow::test::running;
using nlohmann::json;

namespace {

/// What the kernel says of the backend's thread, for a line that begins with `what`.
std::string status_of_thread(const std::string& what) {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    if (read_file(task.path() / "comm") != "hedgerow\n") continue;
    std::istringstream lines(read_file(task.path() / "status"));
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with(what + ":")) return line.substr(line.find('\t') + 1);
  }
  return "no such thread";
}

}  // namespace

TEST_CASE("the backend's thread runs where the configuration says") {
  cpu_set_t mine;
  REQUIRE(0 == sched_getaffinity(0, sizeof mine, &mine));
  int cpu = 0;
  while (!CPU_ISSET(cpu, &mine))
    ++cpu;
  const running here(json{{"backend", {{"cpus", {cpu}}}}});
  CHECK("" == here.started.message());
  CHECK(std::to_string(cpu) == status_of_thread("Cpus_allowed_list"));
}

TEST_CASE("a processor that is not there is said by init, and the thread runs anywhere") {
  const running here(json{{"backend", {{"cpus", {1023}}}}});
  CHECK("backend.cpus: the thread cannot run on 1023: Invalid argument" == here.started.message());
  hedgerow::logger("thread").info("runs");
  CHECK(std::vector<std::string>{"level=info event=runs logger=thread"} == here.written());
}

TEST_CASE("the backend is hardly ever awake while nobody logs") {
  const running here;
  hedgerow::logger("thread").info("first");
  hedgerow::flush();
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  const int before = std::stoi(status_of_thread("voluntary_ctxt_switches"));
  std::this_thread::sleep_for(std::chrono::seconds(1));
  CHECK(std::stoi(status_of_thread("voluntary_ctxt_switches")) - before <= 10);
}

TEST_CASE("a commit wakes a reader that sleeps, whether its thread has a ring or not") {
  set_policy({});
  set_accepting(accepting::running);
  const auto log = hedgerow::logger("thread");
  log.info("this_thread_has_a_ring");
  const bool other_thread = GENERATE(false, true);
  announce_sleep();
  CHECK(reader_sleeps());
  std::thread reader([] { sleep_announced(std::chrono::hours(1)); });
  if (other_thread)
    std::thread([&] { log.info("wakes"); }).join();
  else
    log.info("wakes");
  reader.join();
  CHECK_FALSE(reader_sleeps());
  discard_unread(loss::after_shutdown);  // or it would be written by whoever comes next
}

TEST_CASE("a ring that is nearly full wakes a reader that naps, a few records do not") {
  const ring_policy policy{.capacity = 64 * 1024};
  set_policy(policy);
  set_accepting(accepting::running);
  const std::uint64_t lost_before = losses.total();
  std::atomic<bool> awake{false};
  std::thread([&] {  // with a ring of that capacity
    const auto log = hedgerow::logger("thread");
    log.info("this_thread_has_a_ring");
    announce_nap();
    std::thread reader([&] {
      sleep_announced(std::chrono::hours(1));
      awake.store(true);
    });
    log.info("a_record");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(awake.load());
    for (std::uint32_t bytes = 0; bytes < policy.capacity / 8 * 7; bytes += sizeof(record))
      log.info("another_record");
    reader.join();
  })
      .join();
  CHECK(awake.load());
  CHECK(lost_before == losses.total());
  discard_unread(loss::after_shutdown);
  set_policy({});
}

TEST_CASE("flush and shutdown do not wait for a sleep to end") {
  const running here;
  hedgerow::logger("thread").info("first");
  hedgerow::flush();
  for (int i = 0; i < 2'000 && !reader_sleeps(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  REQUIRE(reader_sleeps());
  CHECK(hedgerow::flush());
  CHECK_FALSE(reader_sleeps());
}

TEST_CASE("a child that is forked while the backend sleeps logs as ever") {
  const running here;
  const auto log = hedgerow::logger("family");
  log.info("parent");
  hedgerow::flush();
  for (int i = 0; i < 2'000 && !reader_sleeps(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  REQUIRE(reader_sleeps());
  const pid_t child = fork_when_quiet();
  if (child == 0) {
    log.info("child");
    _exit(hedgerow::flush() ? 0 : 1);
  }
  int status = -1;
  REQUIRE(child == waitpid(child, &status, 0));
  CHECK(0 == status);
  CHECK(std::vector<std::string>{"level=info event=parent logger=family",
                                 "level=info event=child logger=family"} == here.written());
}
