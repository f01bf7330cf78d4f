// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <stdexcept>
#include <system_error>

#include "deliver/courier.hpp"
#include "deliver/json_value.hpp"
#include "hedgerow/reports.hpp"
#include "report/capture.hpp"
#include "support/recording_server.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow;
using hedgerow::internal::json;
using hedgerow::internal::owned_value;
using hedgerow::test::recording_server;
using hedgerow::test::temporary_folder;

namespace {

/// A service that captures into a store; it runs as long as this lives.
struct service {
  internal::gate passage;
  std::unique_ptr<internal::courier> courier;

  explicit service(const std::string& path) {
    internal::courier_options options;
    options.store_path = path;
    status error;
    courier = internal::courier::start(std::move(options), passage, error);
    CHECK(error.message().empty());
  }
  void capture(const std::string& id, const std::exception_ptr& error) {
    internal::report r;
    r.id = id;
    r.at_ns = 1'795'330'799'000'000'000;
    r.chain = internal::describe(error, {});
    r.chain[0].frames.resize(1);
    r.chain[0].frames[0].function = "charge()";
    r.chain[0].frames[0].file = "src/charge.cpp";
    r.chain[0].frames[0].module = "shop";
    r.chain[0].frames[0].line = 7;
    r.properties.push_back({"order", owned_value(std::int64_t{42})});
    r.properties.push_back({"route", owned_value("/checkout")});
    courier->submit(std::move(r));
    CHECK(courier->flush(std::chrono::steady_clock::now() + std::chrono::seconds(20)));
  }
};

std::exception_ptr nested_error() {
  try {
    try {
      throw std::system_error(111, std::generic_category(), "connect");
    } catch (...) {
      std::throw_with_nested(std::runtime_error("charge failed"));
    }
  } catch (...) {
    return std::current_exception();
  }
}

constexpr const char* first_id = "01a2020d-0000-7000-8000-000000000001";
constexpr const char* second_id = "01a2020d-1111-7000-8000-000000000002";

/// A store with two reports, and the service that wrote it still running.
struct two_reports {
  temporary_folder folder;
  std::string path = (folder.path() / "reports.db").string();
  service writer{path};
  reports store;

  two_reports() {
    writer.capture(first_id, std::make_exception_ptr(std::runtime_error("first")));
    writer.capture(second_id, nested_error());
    CHECK(reports::open(path, store).message().empty());
  }
};

std::vector<std::uint64_t> numbers(const send_result& r) {
  return {r.sent, r.failed, r.pending};
}

}  // namespace

TEST_CASE("a report is shown in full while the service runs") {
  two_reports t;
  report_detail d;
  CHECK(t.store.find("latest", d).message().empty());
  CHECK(second_id == d.summary.id);
  CHECK(1'795'330'799'000'000'000 == d.summary.at_ns);
  CHECK("error" == d.summary.level);
  CHECK("std::runtime_error" == d.summary.type);
  CHECK("charge failed" == d.summary.value);
  CHECK(report_state::pending == d.summary.state);
  CHECK(d.handled);
  CHECK("generic" == d.mechanism);
  CHECK(d.source.empty());
  CHECK(d.distinct_id.empty());
  using properties = std::vector<report_property>;
  CHECK(properties{{"order", "42"}, {"route", "/checkout"}} == d.properties);
  REQUIRE(2 == d.chain.size());
  CHECK(d.chain[0].properties.empty());
  CHECK("std::system_error" == d.chain[1].type);
  CHECK("connect: Connection refused" == d.chain[1].value);
  CHECK(properties{{"error_code", "111"},
                   {"error_category", "generic"},
                   {"error_message", "Connection refused"}} == d.chain[1].properties);
  REQUIRE(1 == d.chain[0].frames.size());
  const report_frame& f = d.chain[0].frames[0];
  CHECK("charge() src/charge.cpp:7 shop" ==
        f.function + " " + f.file + ":" + std::to_string(f.line) + " " + f.module);
  CHECK(second_id == json::parse(d.json)["uuid"].get<std::string>());
}

TEST_CASE("a report is found by what only its id begins with") {
  two_reports t;
  struct row {
    std::string id, found, error;
  };
  const std::string both = std::string("several reports have an id that begins with \"01a2020d-\", "
                                       "for instance ") +
                           second_id + " and " + first_id;
  const auto r = GENERATE_COPY(values<row>({
      {first_id, first_id, ""},
      {"01a2020d-1", second_id, ""},
      {"latest", second_id, ""},
      {"01a2020d-", "", both},
      {"ffff", "", "no report has an id that begins with \"ffff\""},
      {"%", "", "no report has an id that begins with \"%\""},
  }));
  report_detail d;
  const status found = t.store.find(r.id, d);
  CHECK(r.error == found.message());
  CHECK(r.found == d.summary.id);
}

TEST_CASE("a send says what became of the reports, and sends again what was refused") {
  two_reports t;
  recording_server server;
  send_options options;
  options.project_key = "phc_test_key";
  options.host = server.url();

  server.answer_next({401, {}, "unknown project"});
  send_result result = t.store.send(options);
  CHECK(std::vector<std::uint64_t>{0, 2, 0} == numbers(result));
  CHECK("HTTP 401 from " + server.url() + ": unknown project" == result.error);

  options.failed_too = false;
  CHECK(std::vector<std::uint64_t>{0, 0, 0} == numbers(t.store.send(options)));

  options.failed_too = true;
  server.answer_next({503, {}, ""});
  result = t.store.send(options);
  CHECK(std::vector<std::uint64_t>{0, 0, 2} == numbers(result));
  CHECK("HTTP 503 from " + server.url() == result.error);

  result = t.store.send(options);
  CHECK(std::vector<std::uint64_t>{2, 0, 0} == numbers(result));
  CHECK("" == result.error);
  const json body = json::parse(server.requests().at(2).body);
  CHECK(json({first_id, second_id}) == json({body["batch"][0]["uuid"], body["batch"][1]["uuid"]}));
}

TEST_CASE("a send needs a project key") {
  two_reports t;
  const send_result result = t.store.send({});
  CHECK("a project key is needed to send reports; it begins with \"phc_\"" == result.error);
  CHECK(std::vector<std::uint64_t>{0, 0, 2} == numbers(result));
}

TEST_CASE("a store that is not there is an error, and is not made") {
  temporary_folder folder;
  const std::string path = (folder.path() / "reports.db").string();
  reports store;
  CHECK("report store: there is none at " + path == reports::open(path, store).message());
  std::vector<report_summary> all;
  CHECK("report store: none was opened" == store.list({}, all).message());
  CHECK_FALSE(std::filesystem::exists(path));
}
