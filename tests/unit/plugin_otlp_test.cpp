// SPDX-License-Identifier: MIT
/// @file
/// The OTLP plugin against a real server: what arrives, and what happens when the server fails.
#include <catch2/catch.hpp>

#include <array>
#include <limits>

#include <sys/utsname.h>

#include <nlohmann/json.hpp>

#include "engine/plugin_sink.hpp"
#include "support/plugin_events.hpp"
#include "support/plugin_folder.hpp"
#include "support/recording_server.hpp"

using namespace hedgerow::internal;
using namespace hedgerow::test;
using hedgerow::level;
using nlohmann::json;

namespace {

json records_of(const recorded_request& r) {
  return json::parse(r.body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"];
}

/// The plugin, configured to send to a server of its own at once and to retry quickly.
struct exporter {
  recording_server server;
  plugin_folder folder;
  lines log;
  std::unique_ptr<plugin_host> host;
  std::unique_ptr<sink> to;

  explicit exporter(json extra = json::object()) {
    folder.add_real("hedgerow.otlp");
    json config = {{"interval_ms", 3'600'000}, {"backoff_ms", 1}};
    if (!extra.contains("project_key")) config["endpoint"] = logs_url();
    config.update(extra);
    server.answer_always({.body = "{}"});
    host = std::make_unique<plugin_host>(plugin_host_options{
        folder.path(),
        {{"hedgerow.otlp", config.dump()}},
        [this](std::string_view, int, std::string_view text) { log.emplace_back(text); }});
    host->load();
    REQUIRE(lines{"hedgerow.otlp active"} == states(*host));
    to = make_plugin_sink(host->sinks().at(0), level::debug);
  }

  void write_names(std::initializer_list<const char*> names) {
    for (const char* name : names)
      write(*to, level::info, name);
  }

  std::string logs_url() const { return server.url() + "/v1/logs"; }

  /// The names of the events of every request, in order.
  std::vector<lines> arrived() const {
    std::vector<lines> all;
    for (const recorded_request& r : server.requests()) {
      lines& names = all.emplace_back();
      for (const json& record : records_of(r))
        names.push_back(record["body"]["stringValue"]);
    }
    return all;
  }
};

json attribute(const char* key, json value) {
  return {{"key", key}, {"value", std::move(value)}};
}

std::string system_release() {
  utsname system{};
  uname(&system);
  return system.release;
}

std::string refused_for(const std::string& config) {
  plugin_folder folder;
  folder.add_real("hedgerow.otlp");
  plugin_host host({folder.path(), {{"hedgerow.otlp", config}}, {}});
  host.load();
  return host.plugins().at(0).message;
}

}  // namespace

TEST_CASE("an event arrives as a whole OTLP request") {
  exporter e(json{{"service_name", "shop"}, {"headers", {{"X-Tenant", "blue"}}}});
  const std::array items{value::integer(1), value::string("two"), value::null()};
  const std::array members{field{"inner", value::boolean(true)}};
  const std::array fields{
      field{"text", value::string("gr\xc3\xbc\xc3\x9f \"dich\"")},
      field{"password", value::string("guess me")},
      field{"count", value::integer(-3)},
      field{"large", value::unsigned_integer(UINT64_MAX)},
      field{"small", value::unsigned_integer(7)},
      field{"ratio", value::floating(0.25)},
      field{"endless", value::floating(std::numeric_limits<double>::infinity())},
      field{"huge", value::number_text("1e999")},
      field{"none", value::null()},
      field{"items", value::list(items)},
      field{"tree", value::map(members)}};
  write(*e.to, level::error, "cart_paid", fields, "the stack", "std::runtime_error: empty");
  CHECK(e.to->flush(soon()));

  REQUIRE(1 == e.server.requests().size());
  const recorded_request r = e.server.requests()[0];
  CHECK("POST /v1/logs application/json gzip blue" ==
        r.method + " " + r.path + " " + r.headers.at("content-type") + " " +
            r.headers.at("content-encoding") + " " + r.headers.at("x-tenant"));
  json body = json::parse(r.body);
  json& record = body["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0];
  CHECK(std::stoll(record["observedTimeUnixNano"].get<std::string>()) > 1'700'000'000'000'000'000);
  record["observedTimeUnixNano"] = "now";
  const json expected_record = {
      {"timeUnixNano", "1700000000123456789"},
      {"observedTimeUnixNano", "now"},
      {"severityNumber", 17},
      {"severityText", "error"},
      {"body", {{"stringValue", "cart_paid"}}},
      {"attributes",
       {attribute("logger.name", {{"stringValue", "shop.cart"}}),
        attribute("text", {{"stringValue", "gr\xc3\xbc\xc3\x9f \"dich\""}}),
        attribute("password", {{"stringValue", "[redacted:password]"}}),
        attribute("count", {{"intValue", "-3"}}),
        attribute("large", {{"stringValue", "18446744073709551615"}}),
        attribute("small", {{"intValue", "7"}}), attribute("ratio", {{"doubleValue", 0.25}}),
        attribute("endless", {{"doubleValue", "Infinity"}}),
        attribute("huge", {{"stringValue", "1e999"}}), attribute("none", json::object()),
        attribute("items", {{"arrayValue",
                             {{"values",
                               {{{"intValue", "1"}}, {{"stringValue", "two"}}, json::object()}}}}}),
        attribute("tree",
                  {{"kvlistValue",
                    {{"values", json::array({attribute("inner", {{"boolValue", true}})})}}}}),
        attribute("code.stacktrace", {{"stringValue", "the stack"}}),
        attribute("exception.stacktrace", {{"stringValue", "std::runtime_error: empty"}})}}};
  const json resource = {
      {"attributes",
       {attribute("service.name", {{"stringValue", "shop"}}),
        attribute("telemetry.sdk.name", {{"stringValue", "hedgerow"}}),
        attribute("telemetry.sdk.language", {{"stringValue", "cpp"}}),
        attribute("telemetry.sdk.version", {{"stringValue", HEDGEROW_TEST_VERSION}}),
        attribute("os.type", {{"stringValue", "linux"}}),
        attribute("os.version", {{"stringValue", system_release()}})}}};
  const json scope = {{"scope", {{"name", "hedgerow"}}},
                      {"logRecords", json::array({expected_record})}};
  const json logs = {{"resource", resource}, {"scopeLogs", json::array({scope})}};
  CHECK(json{{"resourceLogs", json::array({logs})}} == body);
}

TEST_CASE("levels become OpenTelemetry's severity numbers") {
  exporter e;
  for (const level l : {level::debug, level::info, level::warning, level::error, level::critical})
    write(*e.to, l, "x");
  CHECK(e.to->flush(soon()));
  lines found;
  for (const json& r : records_of(e.server.requests().at(0)))
    found.push_back(r["severityText"].get<std::string>() + " " + r["severityNumber"].dump());
  CHECK(lines{"debug 5", "info 9", "warning 13", "error 17", "critical 21"} == found);
}

TEST_CASE("PostHog gets the key in the address and its own names for the person and the session") {
  recording_server server;
  exporter e(json{{"project_key", "phc_test"}, {"host", server.url() + "/"}, {"gzip", false}});
  const std::array fields{field{"distinct_id", value::string("user 7")},
                          field{"session_id", value::string("0190-abc")}};
  write(*e.to, level::info, "x", fields);
  CHECK(e.to->flush(soon()));
  REQUIRE(1 == server.requests().size());
  const recorded_request r = server.requests()[0];
  CHECK("/i/v1/logs?token=phc_test" == r.path);
  CHECK(0 == r.headers.count("content-encoding"));
  const json record =
      json::parse(r.body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0]["attributes"];
  CHECK(json{attribute("logger.name", {{"stringValue", "shop.cart"}}),
             attribute("posthogDistinctId", {{"stringValue", "user 7"}}),
             attribute("sessionId", {{"stringValue", "0190-abc"}})} == record);
}

TEST_CASE("a request goes out when a batch is full") {
  exporter e(json{{"batch", 2}});
  e.write_names({"a", "b"});
  REQUIRE(e.server.wait_for(1));
  e.write_names({"c"});
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a", "b"}, {"c"}} == e.arrived());
}

TEST_CASE("a request goes out when its time has come") {
  exporter e(json{{"interval_ms", 1}});
  e.write_names({"a"});
  REQUIRE(e.server.wait_for(1));
  CHECK(std::vector<lines>{{"a"}} == e.arrived());
}

TEST_CASE("a request is retried when the server says that it may be") {
  const int status = GENERATE(408, 429, 500, 502, 503, 504);
  exporter e;
  e.server.answer_next({.status = status});
  e.server.answer_next({.status = status});
  e.write_names({"a"});
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a"}, {"a"}, {"a"}} == e.arrived());
  e.host->stop(std::chrono::seconds(1));
  CHECK(lines{"a request of 1 log records to " + e.logs_url() + " failed: HTTP status " +
              std::to_string(status) + "; further failures are counted"} == e.log);
}

TEST_CASE("a retry waits as long as the server asks") {
  exporter e;
  e.server.answer_next({.status = 429, .headers = {{"Retry-After", "1"}}});
  e.write_names({"a"});
  CHECK(e.to->flush(soon()));
  const auto requests = e.server.requests();
  REQUIRE(2 == requests.size());
  CHECK(requests[1].at - requests[0].at >= std::chrono::milliseconds(1'000));
}

TEST_CASE("a request that the server refuses is not retried but counted") {
  const int status = GENERATE(400, 401, 403, 404);
  exporter e;
  e.server.answer_next({.status = status});
  e.write_names({"a", "b"});
  CHECK(e.to->flush(soon()));
  e.write_names({"c"});
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a", "b"}, {"c"}} == e.arrived());
  e.host->stop(std::chrono::seconds(1));
  CHECK(lines{"a request of 2 log records to " + e.logs_url() + " failed: HTTP status " +
                  std::to_string(status) + "; further failures are counted",
              "log records that did not arrive: 2 refused by the receiver"} == e.log);
}

TEST_CASE("a request that is too large is halved until the culprit is alone") {
  exporter e;
  for (int i = 0; i < 3; ++i)
    e.server.answer_next({.status = 413});  // abcd, ab, a
  e.write_names({"a", "b", "c", "d"});
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a", "b", "c", "d"}, {"a", "b"}, {"a"}, {"b"}, {"c", "d"}} ==
        e.arrived());
  e.host->stop(std::chrono::seconds(1));
  CHECK(lines{"a request of 1 log records to " + e.logs_url() +
                  " failed: HTTP status 413; further failures are counted",
              "log records that did not arrive: 1 too large"} == e.log);
}

TEST_CASE("a request is given up after its last attempt") {
  exporter e(json{{"attempts", 3}});
  e.server.answer_always({.status = 503});
  e.write_names({"a"});
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a"}, {"a"}, {"a"}} == e.arrived());
  e.host->stop(std::chrono::seconds(1));
  CHECK(lines{"a request of 1 log records to " + e.logs_url() +
                  " failed: HTTP status 503; further failures are counted",
              "log records that did not arrive: 1 given up after the last attempt"} == e.log);
}

TEST_CASE("records that the receiver rejects within a request are counted") {
  exporter e;
  e.server.answer_next(
      {.body = R"({"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"too old"}})"});
  e.write_names({"a", "b"});
  CHECK(e.to->flush(soon()));
  e.host->stop(std::chrono::seconds(1));
  CHECK(lines{"the receiver took a request but rejected 1 log records; further failures are "
              "counted",
              "log records that did not arrive: 1 refused by the receiver"} == e.log);
}

TEST_CASE("events that find the queue full are counted by the host") {
  exporter e(json{{"queue", 2}});
  e.write_names({"a", "b", "c", "d"});
  CHECK(2 == e.to->failed());
  CHECK(e.to->flush(soon()));
  CHECK(std::vector<lines>{{"a", "b"}} == e.arrived());
}

TEST_CASE("a server that never answers does not hold up the end") {
  silent_server silent;
  exporter e(json{{"endpoint", silent.url() + "/v1/logs"}});
  e.write_names({"a"});
  CHECK_FALSE(e.to->flush(std::chrono::steady_clock::now() + std::chrono::milliseconds(50)));
  e.host->stop(std::chrono::milliseconds(50));
  CHECK(lines{"log records that did not arrive: 1 not sent before the end"} == e.log);
}

TEST_CASE("without a configuration the plugin is ready for a receiver on this machine") {
  CHECK("" == refused_for("{}"));
}

TEST_CASE("a wrong configuration of the OTLP plugin is refused with what would be right") {
  const auto [config, expected] = GENERATE(table<std::string, std::string>({
      {R"({"endpont":"http://x"})",
       "\"endpont\" is not known; allowed are attempts, backoff_ms, batch, endpoint, gzip, "
       "headers, host, interval_ms, max_body, project_key, queue, service_name, timeout_ms"},
      {R"({"endpoint":"ftp://x"})",
       "endpoint is \"ftp://x\"; expected a URL that begins with http:// or https://"},
      {R"({"endpoint":""})", "endpoint is \"\"; expected a string that is not empty"},
      {R"({"endpoint":"http://x","project_key":"phc_x"})",
       "endpoint and project_key are both there; expected one of them: project_key (and host) for "
       "PostHog, endpoint for any other receiver"},
      {R"({"host":"http://x"})", "host is there without project_key; it names a PostHog host"},
      {R"({"project_key":"phc x"})",
       "project_key has characters other than letters, digits, '_' and '-'"},
      {R"({"batch":0})", "batch is 0; expected a whole number from 1 to 100000"},
      {R"({"batch":"many"})", "batch is \"many\"; expected a whole number from 1 to 100000"},
      {R"({"gzip":1})", "gzip is 1; expected true or false"},
      {R"({"headers":{"A":"b\r\nC: d"}})", "headers.A is not a string that fits into one line"},
      {"[]", "the configuration is not a JSON object"},
  }));
  CHECK("The plugin does not accept its configuration: " + expected == refused_for(config));
}
