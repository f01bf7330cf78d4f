// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipe/json_line.hpp"
#include "pipe/known_fields.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::internal;

namespace {

std::string read(std::string_view line) {
  arena memory;
  const auto members = read_json_line(line, memory);
  REQUIRE(members);
  return hedgerow::test::describe(event_from(*members, memory).event);
}

}  // namespace

TEST_CASE("time, level, logger and event are found under all their names") {
  struct row {
    std::string_view line, expected;
  };
  const auto r = GENERATE(values<row>({
      {R"({"timestamp":"2021-10-28T13:46:40.099007Z","level":"debug","logger":"a.b","event":"e","k":1})",
       R"(1635428800099007000 "debug" "a.b" "e" {k: u1})"},
      {R"({"k":1,"msg":"m","name":"svc","severity":"WARN","@timestamp":"2021-10-28T15:46:40+02:00"})",
       R"(1635428800000000000 "warning" "svc" "m" {k: u1})"},
      {R"({"ts":1635428800.099007,"message":"m"})", R"(1635428800099007000 - - "m" {})"},
      {R"({"time":1635428800099,"msg":"m","level":30,"pid":1})",
       R"(1635428800099000000 "info" - "m" {pid: u1})"},
      {R"({"level":30,"event":"e"})", R"(- "warning" - "e" {})"},
      {R"({"level":"50","event":"e"})", R"(- "critical" - "e" {})"},
      {R"({"level":"fatal"})", R"(- "critical" - - {})"},
      {R"({"level":"notice"})", R"(- "info" - - {})"},
      {R"({"level":"loud"})", R"(- "loud" - - {})"},
      {R"({"level":35})", R"(- "35" - - {})"},
      {R"({"id":"1","text":"t"})", R"(- - - - {id: "1", text: "t"})"},
      {R"({"name":"Ada","id":1})", R"(- - - - {name: "Ada", id: u1})"},
      {R"({"event":"e","message":"m"})", R"(- - - "e" {message: "m"})"},
      {R"({"event":{"a":1},"message":"m"})", R"(- - - "m" {event_: {a: u1}})"},
      {R"({"level":null,"timestamp":12,"logger":[]})",
       R"(- - - - {level_: null, timestamp_: u12, logger_: []})"},
      {R"({"timestamp":"yesterday","event":""})", R"("yesterday" - - "" {})"},
  }));
  CHECK(r.expected == read(r.line));
}
