// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "engine/backend_lag.hpp"
#include "ring/ring.hpp"
#include "support/running.hpp"

using namespace hedgerow::literals;
using hedgerow::test::running;
using nlohmann::json;

TEST_CASE("bytes written are those of all sinks") {
  const hedgerow::test::temporary_folder folder;
  const std::string second = (folder.path() / "json").string();
  const running here;
  const json two = {{"sinks",
                     {{{"type", "file"}, {"path", here.file()}},
                      {{"type", "file"}, {"path", second}, {"renderer", "json"}}}},
                    {"plugins", {{"enabled", false}}},
                    {"store", {{"enabled", false}}}};
  REQUIRE("" == hedgerow::init({.config_json = two.dump()}).message());
  hedgerow::logger("stats").info("written", "a"_k = 1);
  hedgerow::flush();
  CHECK(std::filesystem::file_size(here.file()) + std::filesystem::file_size(second) ==
        hedgerow::stats().bytes);
}

TEST_CASE("rings are counted while threads use them, and given back") {
  const running here;
  hedgerow::logger("stats").info("this_thread_has_a_ring");
  hedgerow::flush();
  hedgerow::flush();  // the ring that this thread had in an earlier run is given back
  const auto before = hedgerow::stats().queue;
  std::uint64_t during = 0;
  std::thread([&] {
    hedgerow::logger("stats").info("one_more");
    during = hedgerow::stats().queue.rings_in_use;
  }).join();
  CHECK(before.rings_in_use + 1 == during);
  hedgerow::flush();
  hedgerow::flush();  // the backend gives it back between two batches
  CHECK(before.rings_in_use == hedgerow::stats().queue.rings_in_use);
  CHECK(256u * 1024 == before.ring_bytes);
}

TEST_CASE("the high-water mark is the most that waited in a ring") {
  const running here;
  const auto log = hedgerow::logger("stats");
  log.info("first");
  hedgerow::flush();
  const std::string text(3'000, 'x');  // longer ones lie beside the ring
  log.info("large", "text"_k = text);
  hedgerow::flush();
  // Of the whole process: an earlier test may have filled a ring.
  const auto queue = hedgerow::stats().queue;
  CHECK(queue.high_water > text.size());
  CHECK(queue.high_water <= queue.ring_bytes);
}

TEST_CASE("the lag is that of the newest batch, and the most there was") {
  hedgerow::internal::backend_lag lag;
  lag.note(5'000'999);
  lag.note(1'000'000);
  CHECK(1'000 == lag.newest_us());
  CHECK(5'000 == lag.most_us());
  lag.note(-1);  // stamped after the batch began
  CHECK(0 == lag.newest_us());
}

TEST_CASE("what waited while nobody read is lag") {
  hedgerow::internal::set_accepting(hedgerow::internal::accepting::running);
  std::thread([] { hedgerow::logger("stats").error("waits"); }).join();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const running here;
  hedgerow::flush();
  CHECK(hedgerow::stats().queue.most_lag_us >= 20'000);
}

TEST_CASE("the counts are said in the log as often as configured") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  const running here(json{{"mode", mode}, {"stats", {{"interval_ms", 1}}}});
  const auto log = hedgerow::logger("stats");
  log.info("first", "password"_k = "hunter2");
  std::vector<std::string> said;
  for (int turn = 0; turn < 200 && said.size() < 2; ++turn) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    log.warning("next");
    said = here.said();
    std::erase_if(said, [](const std::string& line) {
      return line.find("event=hedgerow_stats") == std::string::npos;
    });
  }
  REQUIRE(said.size() >= 2);
  CHECK_THAT(said.back(), Catch::StartsWith("level=info event=hedgerow_stats logger=hedgerow "
                                            "events=\"{\\\"debug\\\":") &&
                              Catch::Contains(" bytes=") && Catch::Contains(" lost=\"{") &&
                              Catch::Contains(" rings_in_use=") &&
                              Catch::Contains(" high_water=") && Catch::Contains(" lag_us=") &&
                              Catch::Contains(" values_redacted=1 "));
}

TEST_CASE("nothing is said of the counts by default") {
  const running here;
  hedgerow::logger("stats").info("first");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (const std::string& line : here.said())
    CHECK_THAT(line, !Catch::Contains("hedgerow_stats"));
}
