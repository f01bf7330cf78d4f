// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/hedgerow.hpp>
#include <hedgerow/testing.hpp>

#include "ring/ring.hpp"
#include "support/running.hpp"

using namespace hedgerow::literals;
using hedgerow::level;
using hedgerow::test::running;
using hedgerow::testing::capture;
using hedgerow::testing::captured_event;
using hedgerow::testing::event;
using hedgerow::testing::fields_of;
using hedgerow::testing::outcome;
using hedgerow::testing::value;

namespace {

using events = std::vector<captured_event>;

captured_event logged(std::string name, level severity = level::info) {
  captured_event e;
  e.name = std::move(name);
  e.level = severity;
  e.logger = "shop";
  return e;
}

template <class T>
std::string shown(const T& what) {
  std::ostringstream out;
  out << what;
  return out.str();
}

const auto shop = hedgerow::logger("shop");

}  // namespace

TEST_CASE("a capture has what was logged as values, without init") {
  const capture captured;
  {
    const hedgerow::context_scope scope{"team"_k = 2};
    shop.bind("request"_k = "r1")
        .warning("paid", "amount"_k = 12.5, "items"_k = std::vector{1, 2},
                 "by"_k = std::map<std::string, bool>{{"card", true}});
  }
  auto expected = logged("paid", level::warning);
  expected.fields = {{"request", "r1"},
                     {"team", 2},
                     {"amount", 12.5},
                     {"items", std::vector{1, 2}},
                     {"by", std::map<std::string, bool>{{"card", true}}}};
  CHECK(events{expected} == captured.events());
}

TEST_CASE("a captured event has the place of its call and the text of its exception") {
  const capture captured;
  try {
    throw std::runtime_error("no room");
  } catch (...) {
    shop.exception("failed");
  }
  const captured_event e = captured.events().at(0);
  CHECK("std::runtime_error: no room" == e.exception);
  CHECK("testing_test.cpp:" + std::to_string(__LINE__ - 4) ==
        e.file.substr(e.file.rfind('/') + 1) + ":" + std::to_string(e.line));
  CHECK(static_cast<const char*>(__func__) == e.function);
}

TEST_CASE("captured values have passed the gate") {
  const capture captured;
  shop.info("registered", "password"_k = "hunter2", "note"_k = "mail jane@example.com",
            "thing"_k = hedgerow::Secret<std::string>("abc"));
  CHECK(captured.has(event("registered")
                         .with("password", "[redacted:password]")
                         .with("note"_k = "mail [redacted:email]")
                         .with("thing", "[redacted:secret]")));
}

TEST_CASE("events of every thread are captured, each thread's in its order") {
  const capture captured;
  constexpr int of_each = 500;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      for (int i = 0; i < of_each; ++i)
        shop.info("counted", "t"_k = t, "i"_k = i);
    });
  for (auto& t : threads)
    t.join();
  std::map<std::string, std::vector<std::string>> seen;
  for (const captured_event& e : captured.events())
    seen[shown(*e.find("t"))].push_back(shown(*e.find("i")));
  std::vector<std::string> all;
  for (int i = 0; i < of_each; ++i)
    all.push_back(std::to_string(i));
  CHECK(std::map<std::string, std::vector<std::string>>{
            {"0", all}, {"1", all}, {"2", all}, {"3", all}} == seen);
}

TEST_CASE("a capture beside running hedgerow has its own lifetime's events, and sinks have all") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  const running here(nlohmann::json{{"mode", mode}});
  shop.info("before");
  {
    const capture captured;
    shop.info("during");
    CHECK(events{logged("during")} == captured.events());
  }
  shop.info("after");
  CHECK(std::vector<std::string>{"level=info event=before logger=shop",
                                 "level=info event=during logger=shop",
                                 "level=info event=after logger=shop"} == here.written());
}

TEST_CASE("captures nest, and each has the events of its lifetime") {
  const capture outer;
  shop.info("first");
  {
    const capture inner;
    shop.info("second");
    CHECK(events{logged("second")} == inner.events());
  }
  shop.info("third");
  CHECK(events{logged("first"), logged("second"), logged("third")} == outer.events());
}

TEST_CASE("a capture leaves what was logged before and after it to init") {
  hedgerow::internal::set_accepting(hedgerow::internal::accepting::before_init);
  std::thread([] { shop.info("before_capture"); }).join();
  {
    const capture captured;
    shop.info("captured");
    CHECK(events{logged("captured")} == captured.events());
  }
  shop.info("after_capture");  // this thread has a ring by now
  const running here;
  CHECK(std::vector<std::string>{"level=info event=before_capture logger=shop",
                                 "level=info event=after_capture logger=shop"} == here.written());
}

TEST_CASE("hedgerow may start and stop while a capture lives") {
  const capture captured;
  shop.info("before_init");
  {
    const running here;
    shop.info("running");
    CHECK(std::vector<std::string>{"level=info event=running logger=shop"} == here.written());
  }
  CHECK(events{logged("before_init"), logged("running")} == captured.events());
}

TEST_CASE("a capture is emptied on demand") {
  capture captured;
  shop.info("first");
  captured.clear();
  shop.info("second");
  CHECK(events{logged("second")} == captured.events());
}

TEST_CASE("an expectation fails on each thing that is not as it asks") {
  const capture captured;
  shop.error("failed", "order"_k = 17, "why"_k = "card");
  struct row {
    event expected;
    bool good;
  };
  const auto [expected, good] = GENERATE(values<row>({
      {event("failed"), true},
      {event("failed").at(level::error).from("shop").with("order"_k = 17u), true},
      {event("failed").with("order"_k = 17, "why"_k = "card").and_no_others(), true},
      {event("failed").with_key("why").without("user"), true},
      {event("paid"), false},
      {event("failed").at(level::warning), false},
      {event("failed").from("shop.cart"), false},
      {event("failed").with("order"_k = 18), false},
      {event("failed").with("order"_k = 17.0), false},
      {event("failed").with("order"_k = "17"), false},
      {event("failed").with("user"_k = 1), false},
      {event("failed").with("order"_k = 17).and_no_others(), false},
      {event("failed").with_key("user"), false},
      {event("failed").without("why"), false},
      {event("failed").thrown("no room"), false},
  }));
  CAPTURE(expected);
  CHECK(good == static_cast<bool>(captured.has(expected)));
  CHECK(good != static_cast<bool>(captured.has_no(expected)));
  CHECK((good ? 1u : 0u) == captured.count(expected));
}

TEST_CASE("a failed expectation shows the nearest event, and in what it differs") {
  const capture captured;
  shop.info("paid", "order"_k = 17);
  shop.error("failed", "order"_k = 18, "why"_k = "a \"card\"");
  const std::string where = " (testing_test.cpp:" + std::to_string(__LINE__ - 2) + ")";
  const std::string where_next = " (testing_test.cpp:" + std::to_string(__LINE__ - 2) + ")";
  const outcome o = captured.has(event("failed").at(level::error).with("order"_k = 17));
  CHECK("no event as expected\n"
        "  expected: event(\"failed\").at(error).with(order=17)\n"
        "  nearest:  error failed [shop] order=18 why=\"a \\\"card\\\"\"" +
            where_next +
            "\n"
            "    order: expected 17, found 18\n"
            "  logged:\n"
            "    info paid [shop] order=17" +
            where +
            "\n"
            "    error failed [shop] order=18 why=\"a \\\"card\\\"\"" +
            where_next ==
        o.message());
  CHECK(o.message() == shown(o));
}

TEST_CASE("events are expected in an order, with others between them") {
  const capture captured;
  shop.info("first");
  shop.info("second");
  shop.info("third");
  CHECK(captured.has_in_order({event("first"), event("third")}));
  const outcome o = captured.has_in_order({event("third"), event("first")});
  CHECK_FALSE(o);
  CHECK_THAT(o.message(), Catch::StartsWith("no event as expected after event(\"third\")\n"
                                            "  expected: event(\"first\")\n"));
}

TEST_CASE("a test waits for what another thread logs, and no longer than it says") {
  const running here;
  const capture captured;
  std::thread other([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    shop.info("done", "turn"_k = 1);
    shop.info("done", "turn"_k = 2);
  });
  CHECK(captured.wait_for(2, event("done")));
  other.join();
  const outcome late = captured.wait_for(3, event("done"), std::chrono::milliseconds(5));
  CHECK_FALSE(late);
  CHECK_THAT(late.message(), Catch::StartsWith("2 of 3 events as expected"));
}

TEST_CASE("values print as one would write them, and are equal by kind and content") {
  struct row {
    value v;
    std::string text;
  };
  const std::vector<row> rows{{nullptr, "null"},
                              {true, "true"},
                              {-3, "-3"},
                              {UINT64_MAX, "18446744073709551615"},
                              {3.0, "3.0"},
                              {0.1, "0.1"},
                              {1e300, "1e+300"},
                              {std::nan(""), "nan"},
                              {"a \"b\"\n", "\"a \\\"b\\\"\\n\""},
                              {std::vector<int>{1, 2}, "[1, 2]"},
                              {std::map<std::string, int>{{"a", 1}}, "{a: 1}"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].text == shown(rows[i].v));
    for (std::size_t j = 0; j < rows.size(); ++j)
      CHECK((i == j) == (rows[i].v == rows[j].v));
  }
  CHECK(value(3) == value(std::uint8_t{3}));
}

TEST_CASE("fields in the words of a call become values, and a denied key its mark") {
  using fields = std::vector<hedgerow::testing::captured_field>;
  CHECK(fields{{"order", 17}, {"password", "[redacted:password]"}, {"at run time", 1}} ==
        fields_of("order"_k = 17, "password"_k = "hunter2", hedgerow::field("at run time", 1)));
}
