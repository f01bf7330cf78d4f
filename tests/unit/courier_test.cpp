// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "deliver/courier.hpp"
#include "deliver/json_value.hpp"
#include "hedgerow/reports.hpp"
#include "report/capture.hpp"
#include "support/fork_when_quiet.hpp"
#include "support/recording_server.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using namespace std::chrono_literals;
using hedgerow::test::fork_when_quiet;
using hedgerow::test::recording_server;
using hedgerow::test::silent_server;
using hedgerow::test::temporary_folder;

namespace {

report report_saying(const std::string& what) {
  report r;
  r.id = new_report_id();
  r.at_ns = 1'763'794'799'123'456'789;
  r.chain = describe(std::make_exception_ptr(std::runtime_error(what)), {});
  return r;
}

courier_options options_for(const temporary_folder& folder, std::string url = "") {
  courier_options o;
  o.store_path = (folder.path() / "state/reports.db").string();
  o.host = std::move(url);
  if (!o.host.empty()) o.project_key = "phc_test_key";
  o.flush_interval = 10ms;
  return o;
}

struct running {
  gate passage;
  std::unique_ptr<courier> is;
  explicit running(courier_options options) {
    status error;
    is = courier::start(std::move(options), passage, error);
    CHECK(error.message().empty());
  }
  bool flush() { return is->flush(std::chrono::steady_clock::now() + 20s); }
  void stop() { is->stop(std::chrono::steady_clock::now() + 20s); }
};

std::vector<std::uint64_t> numbers(const courier_counts& c) {
  return {c.captured, c.stored, c.sent, c.failed, c.dropped, c.evicted};
}

/// The bytes of all files in a folder, the store's journals among them.
std::string all_bytes(const temporary_folder& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
    if (entry.is_regular_file()) out += test::read_file(entry.path());
  return out;
}

/// "value state attempts", oldest first.
std::vector<std::string> stored_in(const temporary_folder& folder) {
  reports store;
  CHECK(reports::open(folder.path() / "state/reports.db", store).message().empty());
  std::vector<report_summary> all;
  CHECK(store.list({}, all).message().empty());
  std::vector<std::string> out;
  for (auto r = all.rbegin(); r != all.rend(); ++r)
    out.push_back(r->value + " " + std::string(to_string(r->state)) + " " +
                  std::to_string(r->attempts));
  return out;
}

/// The values of the exceptions in each request, in the order they came.
std::vector<std::vector<std::string>>
values_in(const std::vector<test::recorded_request>& requests) {
  std::vector<std::vector<std::string>> out;
  for (const auto& r : requests) {
    out.emplace_back();
    const json body = json::parse(r.body);
    for (const auto& event : body["batch"])
      out.back().push_back(event["properties"]["$exception_list"][0]["value"]);
  }
  return out;
}

using batches = std::vector<std::vector<std::string>>;
using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("without a project key reports stay in the store, pending") {
  temporary_folder folder;
  running courier(options_for(folder));
  courier.is->submit(report_saying("first"));
  courier.is->submit(report_saying("second"));
  CHECK(courier.flush());
  CHECK(lines{"first pending 0", "second pending 0"} == stored_in(folder));
  CHECK(std::vector<std::uint64_t>{2, 2, 0, 0, 0, 0} == numbers(courier.is->counts()));
}

TEST_CASE("a report is sent as it is stored, gzipped, in a batch with the project key") {
  temporary_folder folder;
  recording_server server;
  running courier(options_for(folder, server.url() + "/"));
  const report r = report_saying("charge failed");
  const std::string id = r.id;
  courier.is->submit(report(r));
  CHECK(courier.flush());
  courier.stop();

  const auto requests = server.requests();
  REQUIRE(1 == requests.size());
  CHECK("POST" == requests[0].method);
  CHECK("/batch/" == requests[0].path);
  auto headers = requests[0].headers;
  CHECK(headers.count("content-length") == 1);
  for (const char* of_the_connection : {"host", "content-length", "accept"})
    headers.erase(of_the_connection);
  CHECK(std::map<std::string, std::string>{{"content-type", "application/json"},
                                           {"content-encoding", "gzip"},
                                           {"user-agent", "hedgerow/" HEDGEROW_VERSION}} ==
        headers);

  reports store;
  CHECK(reports::open(folder.path() / "state/reports.db", store).message().empty());
  report_detail detail;
  CHECK(store.find(id, detail).message().empty());
  json body = json::parse(requests[0].body);
  CHECK_THAT(body["sent_at"].get<std::string>(),
             Catch::Matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
  body.erase("sent_at");
  CHECK(json{{"api_key", "phc_test_key"}, {"batch", {json::parse(detail.json)}}} == body);
  CHECK(requests[0].body.find(detail.json) != std::string::npos);
  CHECK(lines{"charge failed sent 1"} == stored_in(folder));
  CHECK(std::vector<std::uint64_t>{1, 1, 1, 0, 0, 0} == numbers(courier.is->counts()));
}

TEST_CASE("a flush with nothing to send sends nothing") {
  temporary_folder folder;
  recording_server server;
  running courier(options_for(folder, server.url()));
  CHECK(courier.flush());
  courier.stop();
  CHECK(server.requests().empty());
}

TEST_CASE("a refusal that passes is tried again with the same event") {
  const int refusal = GENERATE(408, 429, 500, 502, 503, 504);
  temporary_folder folder;
  recording_server server;
  server.answer_next({refusal});
  running courier(options_for(folder, server.url()));
  courier.is->submit(report_saying("boom"));
  CHECK(server.wait_for(2));
  CHECK(courier.flush());
  courier.stop();
  const auto requests = server.requests();
  CHECK(batches{{"boom"}, {"boom"}} == values_in(requests));
  CHECK(json::parse(requests.at(0).body)["batch"] == json::parse(requests.at(1).body)["batch"]);
  CHECK(lines{"boom sent 2"} == stored_in(folder));
}

TEST_CASE("Retry-After is waited for, even by a flush") {
  temporary_folder folder;
  recording_server server;
  server.answer_next({429, {{"Retry-After", "1"}}});
  running courier(options_for(folder, server.url()));
  courier.is->submit(report_saying("boom"));
  CHECK(server.wait_for(1));
  CHECK(courier.flush());
  courier.stop();
  const auto requests = server.requests();
  REQUIRE(batches{{"boom"}, {"boom"}} == values_in(requests));
  CHECK(requests[1].at - requests[0].at >= 990ms);
}

TEST_CASE("what the server refuses for good is not tried again, and kept") {
  const int refusal = GENERATE(400, 401, 403, 302);
  temporary_folder folder;
  recording_server server;
  server.answer_always({refusal, {}, "no such project: phc_test_key"});
  running courier(options_for(folder, server.url()));
  courier.is->submit(report_saying("boom"));
  CHECK(courier.flush());
  CHECK(courier.flush());
  courier.stop();
  CHECK(batches{{"boom"}} == values_in(server.requests()));
  CHECK(lines{"boom failed 1"} == stored_in(folder));
  CHECK(std::vector<std::uint64_t>{1, 1, 0, 1, 0, 0} == numbers(courier.is->counts()));

  reports store;
  CHECK(reports::open(folder.path() / "state/reports.db", store).message().empty());
  std::vector<report_summary> all;
  CHECK(store.list({}, all).message().empty());
  CHECK("HTTP " + std::to_string(refusal) + " from " + server.url() +
            ": no such project: (project key)" ==
        all.at(0).last_error);
}

TEST_CASE("a batch that is too large is halved") {
  temporary_folder folder;
  {
    running earlier(options_for(folder));
    for (const char* what : {"1", "2", "3", "4", "5"})
      earlier.is->submit(report_saying(what));
    earlier.stop();
  }
  recording_server server;
  server.answer_next({413});
  server.answer_next({413});
  running courier(options_for(folder, server.url()));
  CHECK(courier.flush());
  courier.stop();
  CHECK(batches{{"1", "2", "3", "4", "5"}, {"1", "2"}, {"1"}, {"2"}, {"3", "4", "5"}} ==
        values_in(server.requests()));
  CHECK(lines{"1 sent 1", "2 sent 1", "3 sent 1", "4 sent 1", "5 sent 1"} == stored_in(folder));
}

TEST_CASE("one report that is too large is trimmed, and fails in the end") {
  temporary_folder folder;
  recording_server server;
  server.answer_always({413});
  running courier(options_for(folder, server.url()));
  report r = report_saying("boom");
  r.properties.push_back({"large", owned_value(std::string(100'000, 'x'))});
  courier.is->submit(std::move(r));
  CHECK(courier.flush());
  courier.stop();
  const auto requests = server.requests();
  REQUIRE(2 == requests.size());
  const json trimmed = json::parse(requests[1].body)["batch"][0]["properties"];
  CHECK(json{"large"} == trimmed["hedgerow_trimmed"]);
  CHECK("\xE2\x80\xA6[cut:100000 bytes]" == trimmed["large"].get<std::string>().substr(979));
  CHECK(lines{"boom failed 1"} == stored_in(folder));
}

TEST_CASE("what an earlier process left is sent too, oldest first, in batches") {
  temporary_folder folder;
  {
    running earlier(options_for(folder));
    for (const char* what : {"1", "2", "3"})
      earlier.is->submit(report_saying(what));
    earlier.stop();
  }
  recording_server server;
  courier_options options = options_for(folder, server.url());
  options.batch_size = 2;
  running courier(std::move(options));
  CHECK(courier.flush());
  courier.stop();
  CHECK(batches{{"1", "2"}, {"3"}} == values_in(server.requests()));
}

TEST_CASE("reports that nobody takes are in the store when the process ends") {
  temporary_folder folder;
  silent_server server;
  running courier(options_for(folder, server.url()));
  for (const char* what : {"1", "2"})
    courier.is->submit(report_saying(what));
  CHECK_FALSE(courier.is->flush(std::chrono::steady_clock::now() + 300ms));
  const auto before = std::chrono::steady_clock::now();
  courier.is->stop(before + 500ms);
  CHECK(std::chrono::steady_clock::now() - before < 5s);
  courier.is.reset();
  reports store;
  CHECK(reports::open(folder.path() / "state/reports.db", store).message().empty());
  std::vector<report_summary> all;
  CHECK(store.list({{}, report_state::pending}, all).message().empty());
  CHECK(2 == all.size());
}

TEST_CASE("a dead endpoint loses nothing, and is tried again") {
  temporary_folder folder;
  std::string url;
  { url = recording_server().url(); }
  running courier(options_for(folder, url));
  courier.is->submit(report_saying("boom"));
  CHECK(courier.flush());
  courier.stop();
  const auto counts = courier.is->counts();
  CHECK(std::vector<std::uint64_t>{1, 1, 0, 0, 0, 0} == numbers(counts));
  CHECK(stored_in(folder).at(0).substr(0, 13) == "boom pending ");
}

TEST_CASE("without a store on disk reports are sent from memory, or counted as dropped") {
  temporary_folder folder;
  recording_server server;
  courier_options options = options_for(folder, server.url());
  options.store_enabled = false;
  {
    running courier(options);
    courier.is->submit(report_saying("boom"));
    CHECK(courier.flush());
    courier.stop();
    CHECK(std::vector<std::uint64_t>{1, 1, 1, 0, 0, 0} == numbers(courier.is->counts()));
  }
  server.answer_always({503});
  {
    running courier(options);
    courier.is->submit(report_saying("boom"));
    CHECK(courier.flush());
    courier.stop();
    CHECK(std::vector<std::uint64_t>{1, 0, 0, 0, 1, 0} == numbers(courier.is->counts()));
  }
  CHECK_FALSE(std::filesystem::exists(folder.path() / "state"));
}

TEST_CASE("the value of a secret key reaches neither disk nor server") {
  temporary_folder folder;
  recording_server server;
  running courier(options_for(folder, server.url()));
  const std::string password = "hunter2-but-longer";
  report r = report_saying("login failed");
  r.properties.push_back({"password", owned_value(password)});
  courier.is->submit(std::move(r));
  CHECK(courier.flush());
  const std::string on_disk = all_bytes(folder);
  courier.stop();
  CHECK(on_disk.find("login failed") != std::string::npos);
  CHECK(on_disk.find(password) == std::string::npos);
  CHECK("[redacted:password]" ==
        json::parse(server.requests().at(0).body)["batch"][0]["properties"]["password"]
            .get<std::string>());
}

TEST_CASE("secrets in an exception and its properties reach neither disk nor server") {
  temporary_folder folder;
  recording_server server;
  running courier(options_for(folder, server.url()));
  const std::string password = "hunter2-but-longer";
  report r = report_saying("connect to postgres://app:" + password + "@db.internal/orders failed");
  r.chain[0].properties.push_back({"path1", owned_value("https://x.test/?password=" + password)});
  r.properties.push_back({"password", owned_value(password)});
  r.properties.push_back({"note", owned_value("Authorization: Bearer " + password)});
  r.distinct_id = "somebody.private@mail.test";
  courier.is->submit(std::move(r));
  CHECK(courier.flush());
  courier.is->store_now(report_saying("postgres://app:" + password + "@db.internal/"), 2s);
  const std::string on_disk = all_bytes(folder);
  courier.stop();
  CHECK(on_disk.find("connect to postgres") != std::string::npos);
  CHECK(on_disk.find(password) == std::string::npos);
  CHECK(on_disk.find("somebody.private") == std::string::npos);
  CHECK(all_bytes(folder).find(password) == std::string::npos);
  for (const auto& request : server.requests()) {
    CHECK(request.body.find(password) == std::string::npos);
    CHECK(request.body.find("somebody.private") == std::string::npos);
  }
}

TEST_CASE("a report of a dying process is in the store when the call is over") {
  temporary_folder folder;
  running courier(options_for(folder));
  courier.is->store_now(report_saying("the end"), 2s);
  CHECK(lines{"the end pending 0"} == stored_in(folder));
  CHECK(std::vector<std::uint64_t>{1, 1, 0, 0, 0, 0} == numbers(courier.is->counts()));
}

TEST_CASE("a full store keeps the newest where nothing is sent, and refuses where something is") {
  temporary_folder folder;
  courier_options options = options_for(folder);
  options.max_reports = 2;
  {
    running courier(options);
    for (const char* what : {"1", "2", "3"}) {
      courier.is->submit(report_saying(what));
      CHECK(courier.flush());
    }
    CHECK(lines{"2 pending 0", "3 pending 0"} == stored_in(folder));
    CHECK(std::vector<std::uint64_t>{3, 3, 0, 0, 0, 1} == numbers(courier.is->counts()));
  }
  recording_server server;
  server.answer_always({503});
  options = options_for(folder, server.url());
  options.max_reports = 2;
  running courier(options);
  courier.is->submit(report_saying("4"));
  CHECK(courier.flush());
  courier.stop();
  CHECK(std::vector<std::uint64_t>{1, 0, 0, 0, 1, 0} == numbers(courier.is->counts()));
}

TEST_CASE("a store that is deleted while the process runs is made anew") {
  temporary_folder folder;
  running courier(options_for(folder));
  courier.is->submit(report_saying("lost with the file"));
  CHECK(courier.flush());
  std::filesystem::remove_all(folder.path() / "state");
  courier.is->submit(report_saying("after"));
  CHECK(courier.flush());
  CHECK(lines{"after pending 0"} == stored_in(folder));
}

TEST_CASE("reports wait in memory while the store cannot be written, and go to it when it can") {
  temporary_folder folder;
  std::ofstream(folder.path() / "state") << "a file where the folder should be";
  gate passage;
  status error;
  auto courier = courier::start(options_for(folder), passage, error);
  CHECK_THAT(error.message(), Catch::StartsWith("report store: cannot create the folder"));
  courier->submit(report_saying("patient"));
  CHECK_FALSE(courier->flush(std::chrono::steady_clock::now() + 100ms));
  std::filesystem::remove(folder.path() / "state");
  CHECK(courier->flush(std::chrono::steady_clock::now() + 20s));
  CHECK(lines{"patient pending 0"} == stored_in(folder));
  CHECK(std::vector<std::uint64_t>{1, 1, 0, 0, 0, 0} == numbers(courier->counts()));
}

TEST_CASE("what could never be stored is counted as dropped at the end") {
  temporary_folder folder;
  std::ofstream(folder.path() / "state") << "a file where the folder should be";
  gate passage;
  status error;
  auto courier = courier::start(options_for(folder), passage, error);
  courier->submit(report_saying("homeless"));
  courier->stop(std::chrono::steady_clock::now() + 20s);
  CHECK(std::vector<std::uint64_t>{1, 0, 0, 0, 1, 0} == numbers(courier->counts()));
}

TEST_CASE("more reports than the queue holds are counted as dropped, and the counts add up") {
  temporary_folder folder;
  courier_options options = options_for(folder);
  options.queue_limit = 3;
  options.enrich = [](report&) { std::this_thread::sleep_for(5ms); };
  running courier(options);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        courier.is->submit(report_saying("storm"));
    });
  for (auto& t : threads)
    t.join();
  courier.stop();
  const auto c = courier.is->counts();
  CHECK(200 == c.captured);
  CHECK(c.captured == c.stored + c.dropped);
  CHECK(c.dropped > 0);
  CHECK(c.stored == stored_in(folder).size());
}

TEST_CASE("a report is enriched before it is stored, and goes without when that fails") {
  temporary_folder folder;
  courier_options options = options_for(folder);
  options.enrich = [](report& r) {
    if (r.chain[0].value == "throws") throw std::runtime_error("no symbols");
    r.chain[0].value += " enriched";
  };
  running courier(options);
  courier.is->submit(report_saying("fine"));
  courier.is->submit(report_saying("throws"));
  CHECK(courier.flush());
  CHECK(lines{"fine enriched pending 0", "throws pending 0"} == stored_in(folder));
}

TEST_CASE("a forked child neither sends nor waits for what its parent has queued") {
  temporary_folder folder;
  recording_server server;
  server.answer_next({503});
  running courier(options_for(folder, server.url()));
  courier.is->submit(report_saying("of the parent"));
  CHECK(server.wait_for(1));
  const pid_t child = fork_when_quiet();
  if (child == 0) {
    courier.is->submit(report_saying("of the child"));
    const bool flushed = courier.is->flush(std::chrono::steady_clock::now() + 20s);
    courier.is->stop(std::chrono::steady_clock::now() + 20s);
    const bool dropped = courier.is->counts().dropped == 1;
    courier.is.reset();
    ::_exit(!flushed && dropped ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(0 == status);
  CHECK(courier.flush());
  courier.stop();
  CHECK(batches{{"of the parent"}, {"of the parent"}} == values_in(server.requests()));
}

TEST_CASE("two couriers on one store send each report once") {
  temporary_folder folder;
  recording_server server;
  server.answer_always({200, {}, "{}", 50ms});
  {
    running earlier(options_for(folder));
    for (int i = 0; i < 20; ++i)
      earlier.is->submit(report_saying(std::to_string(i)));
    earlier.stop();
  }
  courier_options options = options_for(folder, server.url());
  options.batch_size = 3;
  running one(options);
  running two(options);
  CHECK(one.flush());
  CHECK(two.flush());
  one.stop();
  two.stop();
  std::vector<std::string> all;
  for (const auto& batch : values_in(server.requests()))
    all.insert(all.end(), batch.begin(), batch.end());
  std::sort(all.begin(), all.end());
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i)
    expected.push_back(std::to_string(i));
  std::sort(expected.begin(), expected.end());
  CHECK(expected == all);
}
