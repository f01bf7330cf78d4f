// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "pipe/logfmt_line.hpp"
#include "support/describe_value.hpp"

using namespace hedgerow::internal;

namespace {

std::string read(std::string_view line) {
  arena memory;
  const auto members = read_logfmt_line(line, memory);
  return members ? hedgerow::test::describe(*members) : "not logfmt";
}

bool meant(std::string_view line) {
  arena memory;
  const auto members = read_logfmt_line(line, memory);
  return members && meant_as_logfmt(line, *members);
}

}  // namespace

TEST_CASE("a logfmt line is read by the rules of go-logfmt") {
  struct row {
    std::string_view line, expected;
  };
  const auto r = GENERATE(values<row>({
      {"level=info msg=hello code=200", R"({level: "info", msg: "hello", code: "200"})"},
      {R"(msg="two words" a="q\"\n\u00e9\\")", "{msg: \"two words\", a: \"q\"\n\xc3\xa9\\\"}"},
      {R"(a= b="" c=null d="null" e)", R"({a: "", b: "", c: null, d: "null", e: null})"},
      {"  a=1   b=2  ", R"({a: "1", b: "2"})"},
      {"a=1 a=2", R"({a: "2"})"},
      {"url=http://x/?q", R"({url: "http://x/?q"})"},
      {"hello world", "not logfmt"},
      {"", "not logfmt"},
      {"=1", "not logfmt"},
      {"a=b=c", "not logfmt"},
      {"a=\"open", "not logfmt"},
      {"a=\"x\"y", "not logfmt"},
      {"a\"b=1", "not logfmt"},
      {R"(a="\q")", "not logfmt"},
  }));
  CHECK(r.expected == read(r.line));
}

TEST_CASE("a line is meant as logfmt when all keys have values and one is a log's own") {
  struct row {
    std::string_view line;
    bool expected;
  };
  const auto r = GENERATE(values<row>({{"ts=1 level=info msg=x", true},
                                       {"event=charged order=1", true},
                                       {"a=1 b=2", false},
                                       {"user said level=high", false},
                                       {"level=info done", false}}));
  CHECK(r.expected == meant(r.line));
}
