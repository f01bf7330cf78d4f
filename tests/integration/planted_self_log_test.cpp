// SPDX-License-Identifier: MIT
// What hedgerow says of itself repeats what it was given: secrets are looked for there as well.
#include <catch2/catch.hpp>

#include "integration/planted_run.hpp"

using namespace hedgerow::test;

TEST_CASE("the self-log and the status of init() tell no secret of what is wrong") {
  const auto [place, wrong] = GENERATE(table<std::string, std::string>(
      {{"posthog.host", R"({"posthog": {"host": "ftp://ada:planted-host-80@h.example"}})"},
       {"levels", R"({"levels": "seen=loud,password=planted-levels-81"})"},
       {"sink", R"({"sinks": [{"type": "file", "path": "/dev/null/seen/token=planted-path-82"}]})"},
       {"report store", R"({"store": {"path": "/dev/null/token=planted-store-83"}})"},
       {"recorder", R"({"recorder": {"enabled": true, "dir": "/dev/null/token=planted-dir-84"}})"},
       {"backend.cpus", R"({"backend": {"cpus": "password=planted-cpus-85"}})"},
       {"password=", R"({"password=planted-key-86": 1})"},
       {"policies", R"({"policies": ["password=planted-policy-87"]})"},
       {"JSON", R"({"posthog": {"project_key": password=planted-syntax-88}})"}}));
  planted_run run;
  run.configure(wrong);
  const process_result r = run_process(run.options());
  CAPTURE(place);
  CHECK_THAT(r.err, Catch::Contains("hedgerow: ") && Catch::Contains(place));
  CHECK(nothing == secrets_in(r.err));
  CHECK(nothing == secrets_in(r.out));
  CHECK(nothing == secrets_in(run.all_files()));
}

TEST_CASE("a server that answers with secrets puts none into the self-log and the store") {
  planted_run run;
  run.posthog.answer_always(
      {.status = 400, .body = R"({"seen_answer": "token=planted-answer-89"})"});
  const process_result r = run_process(run.options());
  CHECK(0 == r.status);
  CHECK_THAT(r.err, Catch::Contains("seen_answer"));
  CHECK_THAT(run.shown().out, Catch::Contains("seen_answer"));
  CHECK(nothing == secrets_in(r.err));
  CHECK(nothing == secrets_in(run.shown().out));
  CHECK(nothing == secrets_in(run.all_files()));
}

TEST_CASE("a sink plugin that cannot reach a URL with credentials does not say them") {
  planted_run run;
  run.add_plugins();
  run.configuration()["plugins"]["modules"]["hedgerow.otlp"] = {
      {"endpoint", "http://ada:planted-endpoint-90@127.0.0.1:1/v1/logs"}, {"attempts", 1}};
  const process_result r = run_process(run.options());
  CHECK(0 == r.status);
  CHECK_THAT(r.err, Catch::Contains("hedgerow.otlp: a request of "));
  CHECK(nothing == secrets_in(r.err));
  CHECK(nothing == secrets_in(r.out));
  CHECK(nothing == secrets_in(run.all_files()));
}
