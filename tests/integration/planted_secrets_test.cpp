// SPDX-License-Identifier: MIT
// Secrets are planted in every way in, and looked for in every byte that comes out.
#include <catch2/catch.hpp>

#include "integration/planted_run.hpp"

using namespace hedgerow::test;

namespace {

const words of_events{"seen_ambient", "seen_bound",  "seen_card",    "seen_cause",
                      "seen_context", "seen_field",  "seen_headers", "seen_json",
                      "seen_known",   "seen_large",  "seen_message", "seen_named",
                      "seen_nested",  "seen_spdlog", "seen_url",     "seen_exception_field"};
const words of_reports{"seen_ambient", "seen_card_of_report", "seen_cause",          "seen_context",
                       "seen_message", "seen_property",       "seen_exception_field"};

}  // namespace

TEST_CASE("of planted secrets none is in an output, and what stands beside them is") {
  const std::string mode = GENERATE("asynchronous", "synchronous");
  CAPTURE(mode);
  planted_run run;
  run.configuration()["mode"] = mode;
  run.add_plugins();
  const process_result r = run_process(run.options());
  REQUIRE(0 == r.status);

  const words events = with(of_events, {"seen_plugin_log"});
  const words reports = with(of_reports, {"seen_frame"});
  struct output {
    std::string name;
    std::string bytes;
    words seen;
  };
  const process_result shown = run.shown();
  const std::vector<output> outputs{
      {"stdout, console", r.out, events},
      // Warnings and errors, and the self-log: one line a minute for each of its topics.
      {"stderr, structlog, and self-log",
       r.err,
       {"seen_ambient", "seen_cause", "seen_context", "seen_exception_field", "seen_message",
        "seen_named", "seen_plugin_failure", "seen_plugin_log", "seen_plugin_stop",
        "seen_plugin_write", "seen_refusal", "seen_spdlog"}},
      {"file, JSON", run.file("a.ndjson"), events},
      {"rotating file, logfmt", run.file("a.logfmt"), events},
      // It writes lists and maps as their number of elements, and no exception's text.
      {"sink plugin, TSV", run.file("a.tsv"),
       without(events, {"seen_headers", "seen_nested", "seen_cause", "seen_message"})},
      {"sink plugin, OTLP", said_to(run.collector), events},
      {"PostHog", said_to(run.posthog), reports},
      {"exceptions, listed and shown", shown.out, reports},
      {"report store", run.file("reports.db"), reports}};
  for (const output& o : outputs) {
    CAPTURE(o.name);
    CHECK(o.seen == seen_in(o.bytes));
    CHECK(nothing == secrets_in(o.bytes));
  }
  CHECK("" == shown.err);
  // All files at once: also those that no row above knows.
  CHECK(nothing == secrets_in(run.all_files()));
}

TEST_CASE("what a policy plugin answers passes the gate as well") {
  planted_run run;
  run.add_policy_plugin();
  const process_result r = run_process(run.options());
  CHECK(0 == r.status);
  CHECK(with(of_events, {"seen_policy"}) == seen_in(r.out));
  CHECK(with(of_reports, {"seen_policy"}) == seen_in(said_to(run.posthog)));
  CHECK(nothing == secrets_in(r.out));
  CHECK(nothing == secrets_in(said_to(run.posthog)));
  CHECK(nothing == secrets_in(r.err));
  CHECK(nothing == secrets_in(run.all_files()));
}
