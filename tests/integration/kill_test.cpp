// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include <linux/magic.h>
#include <nlohmann/json.hpp>

#include "integration/killed_service.hpp"
#include "integration/tool.hpp"
#include "support/memory_folder.hpp"
#include "support/shared_memory.hpp"

using namespace hedgerow::test;
using nlohmann::json;

namespace {

int kills() {
  const char* asked = std::getenv("HEDGEROW_TEST_KILLS");
  return asked != nullptr ? std::atoi(asked) : 30;
}

process_result run_program(const std::string& name, const std::string& config) {
  const temporary_folder folder;
  return run_process({.command = {std::string(HEDGEROW_PROGRAMS) + "/" + name, config},
                      .folder = folder.path().string()});
}

/// Runs the tool. @return its account, without what differs from run to run
json recover(const std::string& config, std::vector<std::string> arguments = {}) {
  const temporary_folder folder;
  arguments.insert(arguments.begin(), {"recover", "--json", "--config", folder.write("c", config)});
  const process_result r = run_tool(arguments);
  INFO(r.err);
  REQUIRE(0 == r.status);
  json found = json::parse(r.out);
  for (json& p : found)
    for (const char* key : {"file", "pid", "events", "finished_bytes"})
      p.erase(key);
  return found;
}

const json one_of_killed =
    json::parse(R"([{"service": "killed", "incomplete": 0, "damaged_bytes": 0}])");

}  // namespace

TEST_CASE("after kill -9 at any moment every event is written or recovered, and none twice") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  if (!has_shared_memory()) return;
  const memory_folder memory;
  std::mt19937 random(std::random_device{}());
  std::uint64_t events = 0;
  std::uint64_t recovered = 0;
  for (int i = 0; i < kills(); ++i) {
    killed_service service(memory);
    service.settings["mode"] = mode;
    service.live_for(std::chrono::microseconds(random() % 40'000));
    if (i % 2 == 0)  // the next start of the service, or the tool
      REQUIRE(success("").status == run_program("started", service.config()).status);
    else
      REQUIRE(one_of_killed == recover(service.config()));
    const findings f = service.look();
    REQUIRE(std::vector<std::string>{} == f.problems);
    REQUIRE(0 == memory.files());
    events += f.events;
    recovered += f.recovered;
  }
  WARN(mode << ": " << kills() << " kills, " << events << " events, " << recovered
            << " of them recovered");
  CHECK(0 < recovered);
}

TEST_CASE("a program whose file was replaced is recovered with names and keys") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  const std::filesystem::path programs = HEDGEROW_PROGRAMS;
  const auto copy = programs / ("killed_copy_" + std::to_string(getpid()));
  const auto of_killed = std::filesystem::copy_options::overwrite_existing;
  std::uint64_t recovered = 0;
  // On a busy machine the backend may have written everything by the moment of a kill.
  for (int kill = 0; recovered == 0 && kill < 20; ++kill) {
    killed_service service(memory);
    std::filesystem::copy_file(programs / "killed", copy, of_killed);
    // Long enough for an event of each kind to be written before the kill.
    service.start(copy.string());
    service.kill_after(std::chrono::milliseconds(300));
    std::filesystem::remove(copy);
    std::filesystem::copy_file(programs / "started", copy, of_killed);
    CHECK(one_of_killed == recover(service.config()));
    std::filesystem::remove(copy);
    const findings f = service.look();
    CHECK(std::vector<std::string>{} == f.problems);
    recovered = f.recovered;
  }
  CHECK(0 < recovered);
}

TEST_CASE(
    "what a killed process could not write to a full disk is in the file after its recovery") {
  if (!has_shared_memory()) return;
  const int events = GENERATE(1, 6'000);  // a few lines, and more than a block of them
  const temporary_folder folder;
  const memory_folder memory;
  const std::string log = (folder.path() / "log").string();
  // Larger than all that the recorder needs, so that the limit is one for the log alone.
  constexpr std::uintmax_t largest = 64 * 1024 * 1024;
  folder.write("log", "");
  std::filesystem::resize_file(log, largest - 100);
  const std::string config = configuration("full", log, memory.path()).dump();
  {
    background_process process(
        {.command = {std::string(HEDGEROW_PROGRAMS) + "/killed_with_full_disk", config,
                     std::to_string(events), std::to_string(largest)},
         .folder = folder.path().string()});
    process.wait_for_output("logged");
    process.send_signal(SIGKILL);
    process.wait();
  }
  CHECK(largest == std::filesystem::file_size(log));
  CHECK(json::parse(R"([{"service": "full", "incomplete": 0, "damaged_bytes": 0}])") ==
        recover(config));
  std::vector<int> seen;
  std::ifstream in(log);
  in.seekg(largest - 100);
  for (std::string text; std::getline(in, text);) {
    const json line = json::parse(text, nullptr, false);
    if (!line.is_discarded() && line.value("logger", "") == "full") seen.push_back(line["i"]);
  }
  std::vector<int> all(static_cast<std::size_t>(events));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = static_cast<int>(i);
  CHECK(all == seen);
  CHECK(0 == memory.files());
}

TEST_CASE("a living process is left alone, and a dead one by those who only look") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  killed_service service(memory);
  const std::string config = service.config();
  service.start();
  CHECK(json::array() == recover(config));
  service.kill_after(std::chrono::milliseconds(1));
  CHECK(json::array() == recover(config, {"--service", "another"}));
  CHECK(one_of_killed == recover(config, {"--dry-run"}));
  CHECK(one_of_killed == recover(config, {"--service", "killed"}));
  CHECK(json::array() == recover(config));
  CHECK(std::vector<std::string>{} == service.problems());
}

TEST_CASE("of several that recover at once, one does, and each event comes once") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  killed_service service(memory);
  service.live_for(std::chrono::milliseconds(10));
  std::vector<std::thread> starts;
  for (int i = 0; i < 4; ++i)
    starts.emplace_back([&] { run_program("started", service.config()); });
  for (std::thread& s : starts)
    s.join();
  CHECK(std::vector<std::string>{} == service.problems());
  CHECK(0 == memory.files());
}

TEST_CASE("services that were killed and start at the same time each recover their own") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  std::deque<killed_service> services;
  for (int i = 0; i < 6; ++i) {
    services.emplace_back(memory).settings["service"] = "killed" + std::to_string(i);
    services.back().live_for(std::chrono::milliseconds(5));
  }
  std::vector<std::thread> starts;
  for (const killed_service& s : services)
    starts.emplace_back([&] { run_program("started", s.config()); });
  for (std::thread& s : starts)
    s.join();
  for (const killed_service& s : services)
    CHECK(std::vector<std::string>{} == s.problems());
  CHECK(0 == memory.files());
}

TEST_CASE("a recovery that is killed itself is taken up where it was") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  killed_service service(memory);
  service.settings["queue"]["bytes_per_thread"] = 1024 * 1024;
  service.live_for(std::chrono::milliseconds(30));
  std::mt19937 random(std::random_device{}());
  for (int i = 0; i < 10; ++i) {
    background_process tool({.command = {HEDGEROW_TOOL, "recover", "--config",
                                         service.folder.write("hedgerow.json", service.config())},
                             .folder = service.folder.path().string()});
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 100'000));
    tool.send_signal(SIGKILL);
    tool.wait();
  }
  recover(service.config());
  CHECK(std::vector<std::string>{} == service.problems());
  CHECK(0 == memory.files());
}

TEST_CASE("what dead processes of other services left is limited, and its removal is said") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  killed_service service(memory);
  service.live_for(std::chrono::milliseconds(1));
  json config = service.settings;
  config["service"] = "another";
  CHECK(success("") == run_program("started", config.dump()));
  CHECK(1 == memory.files());
  config["recorder"]["keep_files"] = 0;
  const process_result r = run_program("started", config.dump());
  CHECK(0 == memory.files());
  CHECK_THAT(r.err,
             Catch::StartsWith("hedgerow: removed hedgerow-killed-") &&
                 Catch::EndsWith(", what a killed process had logged: more than "
                                 "recorder.keep_files or recorder.keep_bytes of it is left\n"));
}

TEST_CASE("a forked child that is killed leaves its own events, and those once") {
  if (!has_shared_memory()) return;
  const memory_folder memory;
  const temporary_folder folder;
  const std::string log = (folder.path() / "log").string();
  json config = configuration("forking", log, memory.path());
  config["sinks"][0]["renderer"] = "logfmt";
  CHECK(0 == run_program("child_killed", config.dump()).status);
  run_program("started", config.dump());
  CHECK(0 == memory.files());
  std::vector<std::string> written;
  std::ifstream in(log);
  for (std::string line; std::getline(in, line);)
    written.push_back(
        std::regex_replace(line, std::regex("^ts=[^ ]+ | recovered_from_pid=.*"), ""));
  std::sort(written.begin(), written.end());
  CHECK(std::vector<std::string>{"level=info event=in_child logger=forking bound=1 n=1",
                                 "level=info event=in_child logger=forking bound=1 n=2",
                                 "level=info event=in_child logger=forking bound=1 n=3",
                                 "level=info event=in_parent logger=forking bound=1 n=1",
                                 "level=info event=in_parent logger=forking bound=1 n=2"} ==
        written);
}

TEST_CASE("a folder that is not in memory is refused, and the process goes on without") {
  const temporary_folder folder;
  struct statfs s;
  if (statfs(folder.path().c_str(), &s) != 0 || s.f_type == TMPFS_MAGIC) return;
  const std::string log = (folder.path() / "log").string();
  const process_result r =
      run_program("started", configuration("x", log, folder.path().string()).dump());
  CHECK(process_result{0, 0, "",
                       "hedgerow: no flight recorder, a kill loses what is not yet written: " +
                           folder.path().string() +
                           " is no folder in memory (tmpfs); right would be /dev/shm\n"} == r);
}
