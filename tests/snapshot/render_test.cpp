// SPDX-License-Identifier: MIT
// A page of events as each renderer shows it: what a reader of logs sees, to be looked at.
#include <catch2/catch.hpp>

#include "context/merge.hpp"
#include "support/approved.hpp"
#include "support/json_value.hpp"
#include "support/rendered.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using hedgerow::test::difference_from_approved;
using hedgerow::test::rendered;
using nlohmann::ordered_json;

namespace {

struct told {
  level severity;
  const char* logger;
  const char* name;
  const char* fields;
  const char* ambient = "{}";
  const char* stack = "";
  const char* exception = "";
};

constexpr const char* request =
    R"({"request_id": "3a8f801c-072b-4805-8f38-e1337f363ed4", "user_id": 42, "ip": "127.0.0.1"})";

constexpr told page[] = {
    {level::info, "shop.http", "request_started",
     R"({"request": "GET /api/carts/?limit=10", "user_agent": "Mozilla/5.0 [X11]"})", request},
    {level::debug, "shop.cart", "event_sent_to_kafka",
     R"({"event_uuid": "017cc727-1662-0000-630c-d35f6a29bae3", "kafka_topic": "default",
         "partition": 3, "latency_ms": 12.75})",
     request},
    {level::info, "shop.http", "request_finished",
     R"({"code": 200, "request": "GET /api/carts/?limit=10", "duration_ms": 34})", request},
    {level::warning, "shop.http", "request_finished", R"({"code": 404, "request": "GET /nope"})",
     request},
    {level::error, "shop.pay", "charge_failed",
     R"({"order": {"id": 7, "items": ["tea", "it's"], "total": 12.5, "paid": false}})", request, "",
     "std::runtime_error: card was declined\n  at shop::charge (pay.cpp:31)\n  at main "
     "(main.cpp:9)"},
    {level::critical, "shop", "store_lost", R"({"free_bytes": 18446744073709551615})", "{}",
     "at shop::save (store.cpp:88)\nat main (main.cpp:12)", "std::bad_alloc: std::bad_alloc"},
    {level::info, "legacy", "user 42 logged in = yes", "{}"},
    {level::info, "shop", "types",
     R"({"none": null, "yes": true, "no": false, "int": -1, "float": 1.0, "small": 0.00001,
         "large": 1e22, "empty": "", "list": [], "map": {}, "word": "null"})"},
    {level::info, "shop", "reserved_names",
     R"({"level": "mine", "event": "mine", "logger": "mine", "timestamp": "mine", "ts": "mine"})"},
    {level::warning, "shop", "hostile_values",
     R"({"newline": "a\n2021-10-28T13:46:40.099007Z [info] forged [shop]", "ansi": "\u001b[31mred",
         "quote": "\" ,\"admin\":true", "bidi": "a\u202eb", "separator": "a\u2028b",
         "two words": 1, "a=b": 2, "": 3})"},
    {level::info, "shop", "denied_values",
     R"({"password": "hunter2", "nested": {"api_key": "k-123", "kept": "yes"}})"},
};

raw_event event_of(const told& t, std::int64_t when, arena& memory) {
  raw_event e;
  e.when = timestamp::at(when);
  e.severity = t.severity;
  e.level_text = to_string(t.severity);
  e.logger = t.logger;
  e.name = t.name;
  e.fields = merge_fields({}, test::to_fields(ordered_json::parse(t.ambient), memory),
                          test::to_fields(ordered_json::parse(t.fields), memory), memory);
  e.stack = t.stack;
  e.exception = t.exception;
  return e;
}

std::string shown(const renderer_options& options) {
  std::string out;
  arena memory;
  std::int64_t when = 1'635'428'800'099'007'000;
  for (const told& t : page) {
    out += rendered(event_of(t, when, memory), options) + "\n";
    when += 1'000'250'000;
  }
  // A terminal would obey the escape character; the approved text shows it.
  for (std::size_t at = 0; (at = out.find('\x1b', at)) != std::string::npos;)
    out.replace(at, 1, "\xe2\x90\x9b");
  return out;
}

}  // namespace

TEST_CASE("a page of events looks as approved") {
  struct row {
    std::string name;
    renderer_options options;
  };
  const row r = GENERATE(values<row>({
      {"console_compact", {"console", "compact", false}},
      {"console_structlog", {"console", "structlog", false}},
      {"console_colors", {"console", "compact", true}},
      {"logfmt", {"logfmt", "", false}},
      {"json", {"json", "", false}},
  }));
  const std::string difference = difference_from_approved(r.name, shown(r.options));
  INFO(difference);
  CHECK(difference.empty());
}
