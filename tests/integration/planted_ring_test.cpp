// SPDX-License-Identifier: MIT
// Secrets in the memory that outlives a process: what it has while the process lives is raw, but
// for what the compiler knew to be secret, and nothing of it stays.
#include <catch2/catch.hpp>

#include <csignal>
#include <sstream>

#include "integration/planted_run.hpp"
#include "support/memory_folder.hpp"
#include "support/shared_memory.hpp"

using namespace hedgerow::test;

namespace {

/// Secrets that the compiler knows have this in their names.
words known_in(const std::string& bytes) {
  return words_with(bytes, "planted-known-");
}

class memory_run : public planted_run {
 public:
  memory_run() { configuration()["recorder"] = {{"enabled", true}, {"dir", memory_.path()}}; }

  /// Everything in the folder in memory; empty where it has no file.
  std::string memory() const { return bytes_below(memory_.path()); }
  bool memory_is_empty() const { return memory_.files() == 0; }

  void run_until_killed() {
    background_process program(options("stay"));
    program.wait_for_output("stays");
    program.send_signal(SIGKILL);
    program.wait();
  }

 private:
  const memory_folder memory_;
};

}  // namespace

TEST_CASE("what is known to be secret is never copied into the memory that outlives a kill") {
  if (!has_shared_memory()) return;
  memory_run run;
  background_process program(run.options("stay"));
  program.wait_for_output("stays");
  SECTION("while the process lives") {}
  SECTION("after it was killed") {
    program.send_signal(SIGKILL);
    program.wait();
  }
  const std::string memory = run.memory();
  CHECK_THAT(memory, Catch::Contains("seen_known") && Catch::Contains("seen_field"));
  CHECK_THAT(memory, Catch::Contains("planted-runtime-22"));  // raw: what follows can fail
  CHECK(nothing == known_in(memory));
}

TEST_CASE("after a clean end nothing is left in memory") {
  if (!has_shared_memory()) return;
  memory_run run;
  CHECK(0 == run_process(run.options()).status);
  CHECK(run.memory_is_empty());
  CHECK(nothing == secrets_in(run.all_files()));
}

TEST_CASE("a killed process leaves no secret in its files, the store's journals included") {
  if (!has_shared_memory()) return;
  memory_run run;
  run.run_until_killed();
  const std::string files = run.all_files();
  CHECK_THAT(files, Catch::Contains("seen_card_of_report"));
  CHECK(nothing == secrets_in(files));
}

TEST_CASE("what is recovered passes the gate, and nothing is left in memory") {
  if (!has_shared_memory()) return;
  memory_run run;
  CHECK(SIGKILL == run_process(run.options("die")).signal);
  CHECK_FALSE(run.memory_is_empty());
  const std::string config = run.settings("hedgerow.json", run.configuration().dump());
  const process_result r = run_tool({"recover", "--config", config});
  CHECK(0 == r.status);
  CHECK(run.memory_is_empty());
  std::string recovered;
  std::istringstream lines(run.file("a.ndjson"));
  for (std::string line; std::getline(lines, line);)
    if (line.find("recovered_from_pid") != std::string::npos) recovered += line;
  CHECK_THAT(recovered, Catch::Contains("seen_named"));  // logged last: it was not yet read
  CHECK(nothing == secrets_in(r.out + r.err));
  CHECK(nothing == secrets_in(run.all_files()));
}
