// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <hedgerow/detail/text.hpp>
#include <hedgerow/hedgerow.hpp>

#include "context/node.hpp"
#include "engine/levels.hpp"
#include "engine/modules.hpp"
#include "engine/recovered_event.hpp"
#include "ring/dead_file.hpp"
#include "ring/ring.hpp"
#include "ring/segment.hpp"
#include "support/describe_value.hpp"
#include "support/memory_folder.hpp"
#include "support/shared_memory.hpp"

using namespace hedgerow::literals;
using namespace hedgerow::internal;
using hedgerow::test::describe;
using hedgerow::test::has_shared_memory;
using hedgerow::test::memory_folder;

namespace {

using lines = std::vector<std::string>;

constexpr std::size_t images_size = 64 * 1024;

/// What a process leaves that has a segment and no backend, logs and is killed.
struct left_behind {
  template <class Log>
  left_behind(const std::string& service, Log log) {
    const pid_t child = fork();
    if (child == 0) log_and_die(service, log);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    auto files = dead_file::all(folder.path());
    REQUIRE(1 == files.size());
    file = std::move(files[0]);
    memory = file->map(why);
    process = dead_segment::read(memory, why);
  }

  const memory_folder folder;
  std::unique_ptr<dead_file> file;
  std::string why;
  std::span<std::byte> memory;
  std::unique_ptr<dead_segment> process;

 private:
  template <class Log>
  [[noreturn]] void log_and_die(const std::string& service, Log log) {
    forget_after_fork();
    if (!open_segment(folder.path(), service, 64 * 1024 * 1024, why)) _exit(1);
    record_modules(*own_segment());
    give_image_memory(add_area(layout::area_kind::images, images_size), images_size);
    image_all_nodes();
    image_all_loggers();
    set_policy({.capacity = 64 * 1024});
    keep_retired(true);  // as while a backend runs
    set_accepting(accepting::running);
    log();
    raise(SIGKILL);
    _exit(2);
  }
};

/// Without the mark of the recovery.
std::string described(const raw_event& e) {
  std::vector<field> fields;
  for (const field& f : e.fields)
    if (f.key != "recovered_from_pid") fields.push_back(f);
  return std::string(*e.level_text) + " " + std::string(*e.name) + " " +
         std::string(e.logger.value_or("?")) + " " + describe(fields);
}

lines read_all(dead_segment& process) {
  lines out;
  event_reader reader(process);
  while (const dead_record* r = process.front()) {
    arena memory;
    raw_event e;
    out.push_back(reader.read(*r, false, memory, e) ? described(e) : "no payload");
    process.pop();
  }
  return out;
}

void log_all_kinds() {
  const std::map<std::string, std::vector<int>> nested{{"a", {1, 2}}};
  const auto log = hedgerow::logger("dead.test").bind("request_id"_k = "r1", "owner"_k = nested);
  const hedgerow::context_scope scope{"team_id"_k = 42};
  log.info("all_kinds", "text"_k = "default", "yes"_k = true, "small"_k = -3, "large"_k = ~0ull,
           "ratio"_k = 0.5, "nothing"_k = nullptr, "list"_k = std::vector<int>{1, 2},
           hedgerow::field("run.time", "key"), "mail"_k = hedgerow::pii("jane"));
  log.error("out_of_line", "text"_k = std::string(100'000, 'x'));
  hedgerow::logger("dead.other").warning("no_fields");
  hedgerow::detail::log_text("dead.text", hedgerow::level::info, "any prose", 7, "f.cpp", 1, "f");
}

}  // namespace

TEST_CASE("the records of a killed process are read with all that they refer to") {
  if (!has_shared_memory()) return;
  const left_behind found("unit-dead", log_all_kinds);
  REQUIRE(found.process != nullptr);
  CHECK("unit-dead" == found.process->service());
  const std::string context = R"(request_id: "r1", owner: {a: [i1, i2]}, team_id: i42)";
  CHECK(
      lines{"info all_kinds dead.test {" + context +
                R"(, text: "default", yes: true, small: i-3, large: u18446744073709551615, )"
                R"(ratio: f0.5, nothing: null, list: [i1, i2], run.time: "key", mail: pii "jane"})",
            "error out_of_line dead.test {" + context + ", text: \"" + std::string(100'000, 'x') +
                "\"}",
            "warning no_fields dead.other {team_id: i42}",
            "info any prose dead.text {team_id: i42}"} == read_all(*found.process));
}

TEST_CASE("the value of a secret is nowhere in the memory of a killed process") {
  if (!has_shared_memory()) return;
  const std::string canary = "planted-secret-value-1234";
  const left_behind found("unit-secret", [&] {
    const auto log = hedgerow::logger("dead.test").bind("password"_k = canary);
    log.info("secrets", "api_key"_k = canary, "kept"_k = hedgerow::Secret<std::string>(canary),
             "said"_k = hedgerow::secret(canary));
  });
  const std::string_view all(reinterpret_cast<const char*>(found.memory.data()),
                             found.memory.size());
  CHECK(std::string_view::npos != all.find("unit-secret"));
  CHECK(std::string_view::npos == all.find(canary));
}

TEST_CASE("what a killed process had handed over is not read again") {
  if (!has_shared_memory()) return;
  const left_behind found("unit-position", [] {
    const auto log = hedgerow::logger("dead.test");
    log.info("first");
    log.info("second");
    ring& r = *static_cast<ring*>(hedgerow::detail::this_thread.ring->ring);
    r.pop(*r.front());
    checkpoint_writer journal(*own_segment(), {});
    journal.begin({});
    journal.set_position(r.number, r.at);
    journal.commit();
  });
  REQUIRE(found.process != nullptr);
  CHECK(lines{"info second dead.test {}"} == read_all(*found.process));
}

TEST_CASE("an event that refers to something that is gone comes with what is left of it") {
  if (!has_shared_memory()) return;
  const left_behind found("unit-incomplete", [] {
    const auto log = hedgerow::logger("dead.test").bind("request_id"_k = "r1");
    log.info("named", "ssn"_k = "123456789");
    for (auto& m : own_segment()->module_of)
      m.build_id[0] ^= 1;  // as if the program had been replaced by another one
  });
  REQUIRE(found.process != nullptr);
  CHECK(lines{R"(info recovered_event dead.test {request_id: "r1", unknown_key_1: )"
              R"(withheld:unknown_key, recovery_lost: "keys,event"})"} == read_all(*found.process));
}

TEST_CASE("whatever bytes are in the file, reading it comes to an end within it") {
  if (!has_shared_memory()) return;
  const left_behind found("unit-hostile", [] {
    for (int i = 0; i < 20; ++i)
      log_all_kinds();
  });
  REQUIRE(found.process != nullptr);
  const std::vector<std::byte> original(found.memory.begin(), found.memory.end());
  const std::size_t whole = read_all(*found.process).size();
  CHECK(80 == whole);
  std::mt19937_64 random(42);
  std::size_t read = 0;
  // The parts that are looked at: the header, the head and the storage of the ring, the images.
  const layout::header& head = *reinterpret_cast<const layout::header*>(original.data());
  for (int round = 0; round < 400; ++round) {
    // A copy of exactly the size, so that a sanitizer sees what goes beyond it.
    std::vector<std::byte> changed(original);
    for (int change = 0; change < 1 + round % 20; ++change) {
      const auto& area = head.area_of[random() % head.areas];
      const bool in_header = random() % 3 == 0;
      const std::size_t begin = in_header ? 0 : area.offset;
      const std::size_t room =
          in_header ? sizeof(layout::header) : std::min<std::size_t>(area.size, 16'384);
      const std::size_t at = begin + random() % (room - 8);
      const std::uint64_t bits = random() >> (random() % 64);
      std::memcpy(changed.data() + at, &bits, 1 + random() % 8);
    }
    std::string why;
    const auto process = dead_segment::read(changed, why);
    if (process == nullptr) continue;
    for (const dead_text& t : process->unwritten_texts())
      read += t.of.text.size() + t.of.path.size();
    read += read_all(*process).size();
  }
  CHECK(0 < read);
}

TEST_CASE("random bytes are no segment") {
  std::vector<std::byte> bytes(1 << 20);
  std::mt19937 random(7);
  for (std::byte& b : bytes)
    b = static_cast<std::byte>(random());
  std::string why;
  CHECK(nullptr == dead_segment::read(bytes, why));
  CHECK("it does not begin as a segment does" == why);
}
