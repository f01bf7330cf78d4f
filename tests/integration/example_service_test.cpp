// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <regex>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "integration/tool.hpp"

#if defined(HEDGEROW_EXAMPLE_SERVICE)

using namespace hedgerow::test;

namespace {

/// The example service, started with embedded defaults and a store of its own.
class running_service {
 public:
  running_service() : process_(options(state_)) {
    const std::string line = wait_for("service_started");
    const auto at = line.rfind("port=");
    REQUIRE(at != std::string::npos);
    port_ = std::stoi(line.substr(at + 5));
  }

  httplib::Client client() const {
    httplib::Client c("127.0.0.1", port_);
    c.set_read_timeout(30, 0);
    return c;
  }

  /// Ends it and gives all lines from the first request on, times, ids and durations made equal.
  std::string ended() {
    process_.send_signal(SIGTERM);
    const process_result r = process_.wait();
    CHECK(0 == r.status);
    CHECK(0 == r.signal);
    CHECK("" == r.err);
    output_ = r.out;
    return normalised(r.out);
  }

  const std::string& output() const { return output_; }
  std::filesystem::path state() const { return state_.path(); }

  process_result exceptions(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "exceptions");
    return run_tool(arguments, "", {{"XDG_STATE_HOME", state_.path().string()}});
  }

  static std::string normalised(std::string text) {
    const auto make_equal = [&](const char* pattern, const char* by) {
      text = std::regex_replace(text, std::regex(pattern), by);
    };
    make_equal("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z", "TIME");
    make_equal("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID");
    make_equal("duration_ms=[0-9.e+-]+", "duration_ms=N");
    make_equal("port=[0-9]+", "port=N");
    return text;
  }

 private:
  static process_options options(const temporary_folder& state) {
    process_options o;
    o.command = {HEDGEROW_EXAMPLE_SERVICE, "--port", "0"};
    o.folder = state.path().string();
    o.env = {{"XDG_STATE_HOME", state.path().string()},
             {"HEDGEROW_PLUGIN_DIR", state.path().string()}};
    return o;
  }

  /// The first line that has `text`.
  std::string wait_for(const std::string& text) {
    const std::string out = process_.wait_for_output(text);
    const auto at = out.find(text);
    REQUIRE(at != std::string::npos);
    const std::string whole = process_.wait_for_output("\n");
    return whole.substr(at, whole.find('\n', at) - at);
  }

  temporary_folder state_;
  background_process process_;
  int port_ = 0;
  std::string output_;
};

std::string started() {
  return "TIME [info] service_started [example.main] host=127.0.0.1 port=N\n";
}
std::string stopped() {
  return "TIME [info] service_stopped [example.main] signal=15\n";
}

/// All bytes of all files below a folder.
std::string bytes_below(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) all += read_file(entry.path());
  return all;
}

}  // namespace

TEST_CASE("a good request leaves a line when it begins and one when it ends") {
  running_service service;
  const auto answer =
      service.client().Get("/orders/42", {{"X-Request-ID", "req-1"}, {"User-Agent", "test"}});
  REQUIRE(answer);
  CHECK(200 == answer->status);
  CHECK(started() +
            "TIME [info] request_started [example.http] ip=127.0.0.1 request='GET /orders/42' "
            "request_id=req-1 user_agent=test\n"
            "TIME [info] request_finished [example.http] code=200 duration_ms=N ip=127.0.0.1 "
            "request='GET /orders/42' request_id=req-1\n" +
            stopped() ==
        service.ended());
}

TEST_CASE("a request that fails by the caller's fault ends in a warning") {
  running_service service;
  const auto answer =
      service.client().Get("/orders/0", {{"X-Request-ID", "req-2"}, {"User-Agent", "test"}});
  REQUIRE(answer);
  CHECK(404 == answer->status);
  CHECK(started() +
            "TIME [info] request_started [example.http] ip=127.0.0.1 request='GET /orders/0' "
            "request_id=req-2 user_agent=test\n"
            "TIME [warning] order_not_found [example.shop] ip=127.0.0.1 order=0 request_id=req-2\n"
            "TIME [warning] request_finished [example.http] code=404 duration_ms=N ip=127.0.0.1 "
            "request='GET /orders/0' request_id=req-2\n" +
            stopped() ==
        service.ended());
}

TEST_CASE("a request id that is not plain is replaced, a correlation id is kept") {
  running_service service;
  const auto answer = service.client().Get(
      "/orders/7",
      {{"X-Request-ID", "two words"}, {"X-Correlation-ID", "corr-9"}, {"User-Agent", "test"}});
  REQUIRE(answer);
  CHECK(started() +
            "TIME [info] request_started [example.http] correlation_id=corr-9 ip=127.0.0.1 "
            "request='GET /orders/7' request_id=UUID user_agent=test\n"
            "TIME [info] request_finished [example.http] code=200 correlation_id=corr-9 "
            "duration_ms=N ip=127.0.0.1 request='GET /orders/7' request_id=UUID\n" +
            stopped() ==
        service.ended());
}

TEST_CASE("secrets in query, header and body are found in no line and no file") {
  running_service service;
  httplib::Client client = service.client();
  REQUIRE(client.Get("/login?user=ada&password=plover-93-query",
                     {{"Authorization", "Bearer planted-0token-0123456789abcdef"},
                      {"X-Request-ID", "req-3"},
                      {"User-Agent", "test"}}));
  REQUIRE(
      client.Post("/charge", {{"X-Request-ID", "req-4"}, {"User-Agent", "test"}},
                  R"({"order": 42, "card": "4111 1111 1111 1111", "note": "by 5500005555555559"})",
                  "application/json"));
  CHECK(started() +
            "TIME [info] request_started [example.http] ip=127.0.0.1 request='GET "
            "/login?user=ada&password=[redacted:password]' request_id=req-3 user_agent=test\n"
            "TIME [info] login_tried [example.shop] headers={'Authorization': "
            "'[redacted:authorization]', 'User-Agent': 'test'} ip=127.0.0.1 "
            "password=[redacted:password] request_id=req-3 user=ada\n"
            "TIME [info] request_finished [example.http] code=200 duration_ms=N ip=127.0.0.1 "
            "request='GET /login?user=ada&password=[redacted:password]' request_id=req-3\n"
            "TIME [info] request_started [example.http] ip=127.0.0.1 request='POST /charge' "
            "request_id=req-4 user_agent=test\n"
            "TIME [info] charge_requested [example.shop] body={'card': '[redacted:credit_card]', "
            "'note': "
            "'by [redacted:credit_card]', 'order': '42'} ip=127.0.0.1 request_id=req-4\n"
            "TIME [info] request_finished [example.http] code=201 duration_ms=N ip=127.0.0.1 "
            "request='POST /charge' request_id=req-4\n" +
            stopped() ==
        service.ended());
  const std::string all = service.output() + bytes_below(service.state());
  for (const char* secret : {"plover-93-query", "planted-0token", "4111 1111", "5500005555555559"})
    CHECK(std::string::npos == all.find(secret));
}

TEST_CASE("a handler that throws leaves request_failed, and the exception is in the store") {
  running_service service;
  const auto answer =
      service.client().Get("/fail", {{"X-Request-ID", "req-5"}, {"User-Agent", "test"}});
  REQUIRE(answer);
  CHECK(500 == answer->status);
  CHECK(started() +
            "TIME [info] request_started [example.http] ip=127.0.0.1 request='GET /fail' "
            "request_id=req-5 user_agent=test\n"
            "TIME [error] request_failed [example.http] code=500 ip=127.0.0.1 request='GET /fail' "
            "request_id=req-5\n"
            "std::runtime_error: the order cannot be packed\n"
            "  caused by std::out_of_range: no article a-17 in the stock\n" +
            stopped() ==
        service.ended());

  const process_result listed = service.exceptions({"list", "--json"});
  CHECK(0 == listed.status);
  const auto list = nlohmann::json::parse(listed.out);
  REQUIRE(1 == list.size());
  CHECK("error std::runtime_error the order cannot be packed pending" ==
        list[0]["level"].get<std::string>() + " " + list[0]["type"].get<std::string>() + " " +
            list[0]["value"].get<std::string>() + " " + list[0]["state"].get<std::string>());

  const process_result shown = service.exceptions({"show", "--json"});
  const auto report = nlohmann::json::parse(shown.out);
  REQUIRE(2 == report["exceptions"].size());
  CHECK("std::out_of_range: no article a-17 in the stock" ==
        report["exceptions"][1]["type"].get<std::string>() + ": " +
            report["exceptions"][1]["value"].get<std::string>());
  CHECK("req-5" == report["properties"]["request_id"]);
}

#endif
