// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include <hedgerow/detail/text.hpp>
#include <hedgerow/hedgerow.hpp>

#include "context/node.hpp"
#include "ring/ring.hpp"
#include "support/counted.hpp"
#include "support/fork_when_quiet.hpp"
#include "support/running.hpp"

using namespace hedgerow::literals;

using hedgerow::test::all_counted;
using hedgerow::test::counted_in;
using hedgerow::test::fork_when_quiet;
using hedgerow::test::running;
using nlohmann::json;
using lines = std::vector<std::string>;

TEST_CASE("an event is written with bound, ambient and call fields, in this order") {
  const running here;
  const auto log = hedgerow::logger("posthog.api").bind("request_id"_k = "r1", "team_id"_k = 1);
  const hedgerow::context_scope scope{"user_id"_k = 42, "team_id"_k = 2};
  log.info("flag_evaluated", "flag"_k = "beta", "user_id"_k = 7);
  CHECK(lines{"level=info event=flag_evaluated logger=posthog.api request_id=r1 team_id=1 "
              "user_id=7 flag=beta"} == here.written());
}

TEST_CASE("a call that is made again and again writes the same line each time") {
  const running here;
  const auto log = hedgerow::logger("posthog.api").bind("team_id"_k = 1, "email"_k = "a@b.example");
  lines expected;
  for (int i = 0; i < 30; ++i) {
    const hedgerow::context_scope scope{"half"_k = i / 15};
    log.info("event_sent", "n"_k = i, "note"_k = i % 2 == 0 ? "plain" : "mail ann@example.com",
             "team_id"_k = 2, "level"_k = "mine");
    const std::string note = i % 2 == 0 ? "plain" : "\"mail [redacted:email]\"";
    expected.push_back("level=info event=event_sent logger=posthog.api team_id=2 "
                       "email=[redacted:email] half=" +
                       std::to_string(i / 15) + " n=" + std::to_string(i) + " note=" + note +
                       " level_=mine");
  }
  CHECK(expected == here.written());
}

TEST_CASE("a call under contexts that are new each time writes what they hold") {
  const running here;
  const hedgerow::logger service("posthog.api");
  lines expected;
  for (int i = 0; i < 40; ++i) {
    const auto log = service.bind("request"_k = i, "email"_k = "ann@example.com",
                                  "both"_k = "bound", "overlaid"_k = 1);
    const hedgerow::context_scope scope{"user"_k = std::to_string(i), "both"_k = "ambient"};
    const std::string n = std::to_string(i);
    for (int call = 0; call < 2; ++call) {
      log.info("event_sent", "n"_k = call, "overlaid"_k = 2);
      expected.push_back("level=info event=event_sent logger=posthog.api request=" + n +
                         " email=[redacted:email] both=bound overlaid=2 user=" + n +
                         " n=" + std::to_string(call));
    }
    log.unbind("email").warning("event_failed", "why"_k = i % 3 == 0 ? "ann@example.com" : "none");
    expected.push_back("level=warning event=event_failed logger=posthog.api request=" + n +
                       " both=bound overlaid=1 user=" + n +
                       " why=" + (i % 3 == 0 ? "[redacted:email]" : "none"));
  }
  CHECK(expected == here.written());
}

TEST_CASE("a context whose keys have changed places is not taken for another") {
  const running here;
  const hedgerow::logger service("posthog.api");
  lines expected;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    const std::string start = "level=info event=event_sent logger=posthog.api ";
    const auto log = i % 2 == 0 ? service.bind("first"_k = i, "second"_k = "x")
                                : service.bind("second"_k = "x", "first"_k = i);
    log.info("event_sent");
    expected.push_back(start + (i % 2 == 0 ? "first=" + n + " second=x" : "second=x first=" + n));
  }
  CHECK(expected == here.written());
}

TEST_CASE("calls that differ in one thing only are told apart") {
  const running here;
  const hedgerow::logger one("one");
  const hedgerow::logger other("other");
  lines expected;
  for (int i = 0; i < 20; ++i) {
    one.info("sent", "n"_k = i);
    other.info("sent", "n"_k = i);
    one.warning("sent", "n"_k = i);
    one.info("sent", "m"_k = i);
    one.bind("b"_k = i).info("sent", "n"_k = i);
    const std::string n = std::to_string(i);
    for (const auto& line :
         {"level=info event=sent logger=one n=" + n, "level=info event=sent logger=other n=" + n,
          "level=warning event=sent logger=one n=" + n, "level=info event=sent logger=one m=" + n,
          "level=info event=sent logger=one b=" + n + " n=" + n})
      expected.push_back(line);
  }
  CHECK(expected == here.written());
}

TEST_CASE("levels follow the longest name, and change at run time") {
  const running here(json{{"levels", "info,posthog.api=debug"}});
  const auto general = hedgerow::logger("posthog.worker");
  const auto api = hedgerow::logger("posthog.api.capture");
  general.debug("hidden");
  api.debug("shown");
  hedgerow::flush();
  CHECK("" == hedgerow::set_levels("error,posthog.worker=debug").message());
  general.debug("shown_later");
  api.warning("hidden_later");
  CHECK(lines{"level=debug event=shown logger=posthog.api.capture",
              "level=debug event=shown_later logger=posthog.worker"} == here.written());
}

TEST_CASE("what was logged before init is written by it, first") {
  hedgerow::internal::set_accepting(hedgerow::internal::accepting::before_init);
  CHECK(hedgerow::set_levels("debug"));
  const auto log = hedgerow::logger("early");
  {
    const auto bound = log.bind("a"_k = 1);
    std::thread([&] { bound.info("before_init"); }).join();
  }
  const running here;
  log.info("after_init");
  CHECK(lines{"level=info event=before_init logger=early a=1",
              "level=info event=after_init logger=early"} == here.written());
}

TEST_CASE("the place of the call is added when asked for") {
  const running here(json{{"call_site", true}});
  hedgerow::logger("place").info("here", "a"_k = 1);
  CHECK(lines{"level=info event=here logger=place a=1 filename=engine_test.cpp lineno=" +
              std::to_string(__LINE__ - 2) +
              " func_name=" + std::string(static_cast<const char*>(__func__))} == here.written());
}

TEST_CASE("text that comes in over a bridge is redacted, and may be any prose") {
  const running here;
  const hedgerow::context_scope scope{"request_id"_k = "r1"};
  hedgerow::detail::log_text("legacy.mod", hedgerow::level::warning,
                             "login of Jane with password=hunter2 failed",
                             1'635'428'800'099'007'000, nullptr, 0, nullptr);
  CHECK(lines{"level=warning event=\"login of Jane with password=[redacted:password] failed\" "
              "logger=legacy.mod request_id=r1"} == here.written());
}

TEST_CASE("exception() logs what was thrown, with what is nested in it") {
  const running here;
  try {
    try {
      throw std::runtime_error("connection to card processor lost");
    } catch (...) {
      std::throw_with_nested(std::logic_error("charge failed"));
    }
  } catch (...) {
    hedgerow::logger("pay").exception("charge_failed", "order"_k = 17);
  }
  hedgerow::logger("pay").exception("nothing_thrown");
  CHECK(lines{"level=error event=charge_failed logger=pay order=17 exception=\"std::logic_error: "
              "charge failed\\n  caused by std::runtime_error: connection to card processor lost\"",
              "level=error event=nothing_thrown logger=pay exception=\"no exception is active\""} ==
        here.written());
}

TEST_CASE("the order of each thread is kept, and nothing is lost while there is room") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  const running here(
      json{{"mode", mode}, {"queue", {{"when_full", "block"}, {"block_at_most_ms", 10'000}}}});
  constexpr int threads = 4;
  constexpr int events = 5'000;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t)
    workers.emplace_back([t] {
      const auto log = hedgerow::logger("many").bind("t"_k = t);
      for (int i = 0; i < events; ++i)
        log.info("counted", "i"_k = i);
    });
  for (auto& w : workers)
    w.join();
  CHECK(all_counted(threads, events) == counted_in(here.written()));
}

TEST_CASE("contexts are freed while it runs") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  const running here(json{{"mode", mode}});
  const auto before = hedgerow::internal::live_context_nodes();
  for (int i = 0; i < 1'000; ++i) {
    const hedgerow::context_scope scope{"i"_k = i};
    hedgerow::logger("context").info("used");
  }
  hedgerow::flush();
  hedgerow::flush();
  CHECK(before == hedgerow::internal::live_context_nodes());
}

TEST_CASE("a burst over the room of a ring is counted, and said in the log itself") {
  const running here(json{{"queue", {{"bytes_per_thread", 65536}}}});
  const auto before = hedgerow::stats().lost.ring_full;
  constexpr std::uint64_t events = 50'000;
  std::thread([] {
    const auto log = hedgerow::logger("burst");
    for (std::uint64_t i = 0; i < events; ++i)
      log.info("counted", "i"_k = i);
  }).join();
  const std::uint64_t written = here.written().size();
  const std::uint64_t lost = hedgerow::stats().lost.ring_full - before;
  CHECK(events == written + lost);
  REQUIRE(lost > 0);
  // Losses are said once a second at most.
  std::string last;
  const std::string total = " ring_full=" + std::to_string(before + lost);
  for (int i = 0; i < 100 && last.find(total) == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (const lines said = here.said(); !said.empty()) last = said.back();
  }
  CHECK_THAT(last, Catch::StartsWith("level=warning event=events_lost logger=hedgerow lost=") &&
                       Catch::Contains(total));
}

TEST_CASE("a forked child writes its own events, and none of the parent's again") {
  const running here;
  const auto log = hedgerow::logger("family");
  log.info("parent_before");
  hedgerow::flush();  // so that the order in the file is known
  const pid_t child = fork_when_quiet();
  if (child == 0) {
    log.info("child");
    const bool out = hedgerow::flush();
    _exit(out ? 0 : 1);
  }
  int status = -1;
  REQUIRE(child == waitpid(child, &status, 0));
  CHECK(0 == status);
  log.info("parent_after");
  CHECK(lines{"level=info event=parent_before logger=family",
              "level=info event=child logger=family",
              "level=info event=parent_after logger=family"} == here.written());
}

TEST_CASE("logging after shutdown is safe and counted, and init starts anew") {
  { const running first; }
  const auto before = hedgerow::stats().lost;
  const auto log = hedgerow::logger("late").bind("a"_k = 1);
  std::thread([&] { log.info("lost"); }).join();
  auto expected = before;
  expected.after_shutdown += 1;
  CHECK(expected == hedgerow::stats().lost);
  const running second;
  log.info("written");
  CHECK(lines{"level=info event=written logger=late a=1"} == second.written());
}

TEST_CASE("bad configuration is said by init, and the service goes on with defaults") {
  const running here(json{{"sinks", {{{"type", "filee"}, {"path", "/dev/null"}}}}});
  CHECK_THAT(here.started.message(), Catch::Contains("filee") && Catch::Contains("sinks[0].type"));
  hedgerow::logger("goes.on").info("event_after_bad_configuration");
  CHECK(hedgerow::flush());
}

TEST_CASE("a thread that has a ring is refused after shutdown too, and counted at once") {
  {
    const running first;
    hedgerow::logger("late").info("written");
  }
  auto expected = hedgerow::stats().lost;
  hedgerow::logger("late").info("lost");
  hedgerow::logger("late").info("lost", "text"_k = std::string(100'000, 'x'));
  expected.after_shutdown += 2;
  CHECK(expected == hedgerow::stats().lost);
}

TEST_CASE("with drop_oldest a burst loses old events, is counted, and errors all come out") {
  const running here(json{{"queue",
                           {{"bytes_per_thread", 65536},
                            {"block_at_most_ms", 60'000},
                            {"when_full", {{"info", "drop_oldest"}}}}}});
  const auto before = hedgerow::stats().lost;
  constexpr std::uint64_t events = 50'000;
  constexpr std::uint64_t errors = events / 100;
  std::thread([] {
    const auto log = hedgerow::logger("burst");
    for (std::uint64_t i = 0; i < events; ++i)
      if (i % 100 == 0)
        log.error("bad", "i"_k = i);
      else
        log.info("counted", "i"_k = i);
  }).join();
  const lines written = here.written();
  const auto lost = hedgerow::stats().lost;
  const auto is_error = [](const std::string& line) { return line.starts_with("level=error"); };
  CHECK(errors == std::count_if(written.begin(), written.end(), is_error));
  CHECK(before.ring_full == lost.ring_full);
  CHECK(events == written.size() + lost.dropped_oldest - before.dropped_oldest);
  REQUIRE(lost.dropped_oldest > before.dropped_oldest);
  CHECK("level=info event=counted logger=burst i=" + std::to_string(events - 1) == written.back());
}
