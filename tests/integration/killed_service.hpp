// SPDX-License-Identifier: MIT
/// @file
/// A service that logs until it is killed, and what is in its log then.
#pragma once

#include <catch2/catch.hpp>

#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <nlohmann/json.hpp>

#include "support/memory_folder.hpp"
#include "support/run_process.hpp"
#include "support/temporary_folder.hpp"

namespace hedgerow::test {

/// What all the services here are configured with.
inline nlohmann::json configuration(const std::string& service, const std::string& log,
                                    const std::string& memory) {
  return {{"service", service},
          {"levels", "debug"},
          {"sinks", {{{"type", "file"}, {"path", log}, {"renderer", "json"}}}},
          {"recorder", {{"dir", memory}}},
          {"queue", {{"when_full", "block"}, {"block_at_most_ms", 60'000}}},
          {"plugins", {{"enabled", false}}},
          {"store", {{"enabled", false}}}};
}

/// The numbers that the threads of programs/killed.cpp store: how many calls have returned.
class acknowledged {
 public:
  explicit acknowledged(const std::string& file) : file_(file) {
    const int fd = open(file.c_str(), O_RDWR | O_CREAT, 0600);
    REQUIRE(ftruncate(fd, 4096) == 0);
    void* p = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    REQUIRE(p != MAP_FAILED);
    numbers_ = static_cast<std::uint64_t*>(p);
  }
  ~acknowledged() { munmap(numbers_, 4096); }
  const std::string& file() const { return file_; }
  std::uint64_t of(int thread) const { return numbers_[thread]; }

 private:
  std::string file_;
  std::uint64_t* numbers_;
};

/// How many threads of programs/killed.cpp log.
constexpr int killed_threads = 4;

struct findings {
  std::vector<std::string> problems;
  std::uint64_t events = 0;
  std::uint64_t recovered = 0;
};

/// What is wrong with a log, given how many calls of each thread returned.
inline findings look_at(const std::string& log, const acknowledged& returned) {
  findings f;
  std::vector<std::set<std::uint64_t>> seen(killed_threads);
  std::ifstream in(log);
  for (std::string text; std::getline(in, text);) {
    const nlohmann::json line = nlohmann::json::parse(text, nullptr, false);
    if (line.is_discarded()) {
      f.problems.push_back("no JSON: " + text.substr(0, 200));
      continue;
    }
    if (line.value("logger", "") == "hedgerow") continue;
    ++f.events;
    f.recovered += line.contains("recovered_from_pid");
    const std::uint64_t n = line.value("seq", 0u);
    const std::size_t worker = line.value("worker", 0u);
    const nlohmann::json expected = {
        {"level", "info"},
        {"logger", "killed"},
        {"event", n % 500 == 0 ? "large_event" : "small_event"},
        {"worker", worker},
        {"turn", n % 7},
        {"seq", n},
        {"text", n % 500 == 0 ? std::string(20'000, 'x') : "a line of the usual length"}};
    nlohmann::json found = line;
    found.erase("timestamp");
    found.erase("recovered_from_pid");
    if (expected != found || worker >= seen.size())
      f.problems.push_back("not as it was logged: " + text.substr(0, 300));
    else if (!seen[worker].insert(n).second)
      f.problems.push_back("twice: " + text.substr(0, 300));
  }
  for (int t = 0; t < killed_threads; ++t)
    for (std::uint64_t n = 1; n <= returned.of(t); ++n)
      if (!seen[static_cast<std::size_t>(t)].contains(n))
        f.problems.push_back("lost: thread " + std::to_string(t) + ", event " + std::to_string(n));
  return f;
}

/// One life of the service "killed": programs/killed.cpp.
class killed_service {
 public:
  explicit killed_service(const memory_folder& memory)
      : log((folder.path() / "log").string()),
        settings(configuration("killed", log, memory.path())),
        returned_((folder.path() / "acks").string()) {}

  const temporary_folder folder;
  const std::string log;
  nlohmann::json settings;  ///< may be changed until it starts

  std::string config() const { return settings.dump(); }

  void start(const std::string& program = std::string(HEDGEROW_PROGRAMS) + "/killed") {
    process_.emplace(process_options{.command = {program, config(), returned_.file()},
                                     .folder = folder.path().string()});
    process_->wait_for_output("logging");
  }
  void kill_after(std::chrono::microseconds time) {
    std::this_thread::sleep_for(time);
    process_->send_signal(SIGKILL);
    process_->wait();
  }
  void live_for(std::chrono::microseconds time) {
    start();
    kill_after(time);
  }

  findings look() const { return look_at(log, returned_); }
  std::vector<std::string> problems() const { return look().problems; }

 private:
  acknowledged returned_;
  std::optional<background_process> process_;
};

}  // namespace hedgerow::test
