// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "context/merge.hpp"

using namespace hedgerow::internal;

namespace {

using fields = std::vector<field>;

field f(std::string_view key, std::string_view v) {
  return {key, value::string(v)};
}

std::string text(std::span<const field> merged) {
  std::string out;
  for (const field& x : merged) {
    if (!out.empty()) out += ' ';
    out.append(x.key).append("=").append(x.val.as_text());
  }
  return out;
}

struct row {
  std::string what;
  fields bound, ambient, call;
  std::string expected;
};

}  // namespace

TEST_CASE("bound, ambient and call fields become one list of unique keys") {
  const row r = GENERATE(values<row>({
      {"nothing at all", {}, {}, {}, ""},
      {"call only", {}, {}, {f("a", "1"), f("b", "2")}, "a=1 b=2"},
      {"order is bound, ambient, call", {f("b", "1")}, {f("a", "2")}, {f("c", "3")}, "b=1 a=2 c=3"},
      {"call over bound", {f("a", "bound"), f("b", "2")}, {}, {f("a", "call")}, "a=call b=2"},
      {"call over ambient", {}, {f("a", "ambient"), f("b", "2")}, {f("a", "call")}, "a=call b=2"},
      {"bound over ambient", {f("a", "bound")}, {f("a", "ambient")}, {}, "a=bound"},
      {"call over both, first position kept",
       {f("x", "1"), f("a", "bound")},
       {f("a", "ambient"), f("y", "2")},
       {f("z", "3"), f("a", "call")},
       "x=1 a=call y=2 z=3"},
      {"twice in the call: the last", {}, {}, {f("a", "1"), f("b", "2"), f("a", "3")}, "a=3 b=2"},
      {"twice in ambient: the last", {}, {f("a", "1"), f("a", "2")}, {}, "a=2"},
      {"twice in ambient, once bound", {f("a", "0")}, {f("a", "1"), f("a", "2")}, {}, "a=0"},
      {"the event's own keys",
       {},
       {},
       {f("timestamp", "1"), f("level", "2"), f("logger", "3"), f("event", "4"), f("ev", "5")},
       "timestamp_=1 level_=2 logger_=3 event_=4 ev=5"},
      {"one reserved key alone", {}, {}, {f("level", "mine")}, "level_=mine"},
      {"the name with an underscore is taken",
       {},
       {},
       {f("level", "1"), f("level_", "2"), f("level__", "3")},
       "level___=1 level_=2 level__=3"},
      {"a reserved key is overlaid before it is renamed",
       {f("level", "bound")},
       {f("level", "ambient")},
       {f("level", "call")},
       "level_=call"},
      {"the empty key is a key", {}, {}, {f("", "1"), f("", "2")}, "=2"},
  }));
  CAPTURE(r.what);
  arena memory;
  CHECK(r.expected == text(merge_fields(r.bound, r.ambient, r.call, memory)));
}

TEST_CASE("ten thousand fields are merged as few are") {
  std::vector<std::string> keys;
  for (int i = 0; i < 10'000; ++i)
    keys.push_back("key_" + std::to_string(i));
  fields bound, ambient, call;
  std::string expected;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    bound.push_back(f(keys[i], "bound"));
    ambient.push_back(f(keys[i], "ambient"));
    if (i % 2 == 0) call.push_back(f(keys[i], "call"));
    expected += (i == 0 ? "" : " ") + keys[i] + (i % 2 == 0 ? "=call" : "=bound");
  }
  call.push_back(f("level", "mine"));
  expected += " level_=mine";
  arena memory;
  CHECK(expected == text(merge_fields(bound, ambient, call, memory)));
}

TEST_CASE("a chain of underscored keys longer than the filter still gives a key of its own") {
  std::vector<std::string> keys{"event"};
  for (int i = 1; i <= 100; ++i)
    keys.push_back(keys.back() + "_");
  fields call;
  for (const auto& k : keys)
    call.push_back(f(k, "v"));
  arena memory;
  const auto merged = merge_fields({}, {}, call, memory);
  CHECK(keys.back() + "_" == std::string(merged[0].key));
  CHECK(call.size() == merged.size());
}
