// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "deliver/store.hpp"
#include "report/capture.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using namespace std::chrono_literals;
using hedgerow::test::temporary_folder;

namespace {

std::string in(const temporary_folder& folder, const char* name) {
  return (folder.path() / name).string();
}

new_report saying(const std::string& value, std::int64_t at_ns = 5) {
  new_report r;
  r.facts.id = new_report_id();
  r.facts.at_ns = at_ns;
  r.payload = {R"({"value":")" + value + "\"}", "std::runtime_error", value};
  return r;
}

void add(report_store& store, const std::vector<new_report>& reports) {
  insert_outcome outcome;
  CHECK(store.insert(reports, outcome).message().empty());
  CHECK(outcome.stored == reports.size());
}

/// "value state attempts error", newest first.
std::vector<std::string> list(report_store& store, const report_query& query = {}) {
  std::vector<report_summary> all;
  CHECK(store.list(query, all).message().empty());
  std::vector<std::string> out;
  for (const auto& r : all)
    out.push_back(r.value + " " + std::string(to_string(r.state)) + " " +
                  std::to_string(r.attempts) + " " + r.last_error);
  return out;
}

std::vector<std::string> claim(report_store& store, std::vector<stored_report>& claimed,
                               std::size_t count = 100, bool failed_too = false) {
  CHECK(store.claim(count, 1'000'000, 60s, failed_too, 0, claimed).message().empty());
  std::vector<std::string> out;
  for (const auto& r : claimed)
    out.push_back(r.json);
  return out;
}

unsigned rights(const std::string& path) {
  struct stat s {};
  CHECK(::stat(path.c_str(), &s) == 0);
  return s.st_mode & 07777;
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a store and its folders are for their user alone") {
  temporary_folder folder;
  ::umask(0);
  report_store store({in(folder, "a/b/reports.db")});
  add(store, {saying("1")});
  CHECK(0700 == rights(in(folder, "a")));
  CHECK(0700 == rights(in(folder, "a/b")));
  for (const char* file : {"a/b/reports.db", "a/b/reports.db-wal", "a/b/reports.db-shm"})
    CHECK(0600 == rights(in(folder, file)));
}

TEST_CASE("a store that others could read is closed to them") {
  temporary_folder folder;
  const std::string path = folder.write("reports.db", "");
  ::chmod(path.c_str(), 0666);
  report_store store({path});
  CHECK(store.open().message().empty());
  CHECK(0600 == rights(path));
}

TEST_CASE("what is no store is refused with a reason") {
  temporary_folder folder;
  const std::string path = in(folder, "reports.db");
  SECTION("a symbolic link") {
    std::filesystem::create_symlink(folder.write("elsewhere", ""), path);
    CHECK("report store: " + path +
              " is a symbolic link, which is not followed; name the file itself" ==
          report_store({path}).open().message());
    CHECK(test::read_file(in(folder, "elsewhere")).empty());
  }
  SECTION("a dangling symbolic link") {
    std::filesystem::create_symlink(in(folder, "nowhere"), path);
    CHECK("report store: " + path +
              " is a symbolic link, which is not followed; name the file itself" ==
          report_store({path}).open().message());
    CHECK_FALSE(std::filesystem::exists(in(folder, "nowhere")));
  }
  SECTION("a folder") {
    std::filesystem::create_directory(path);
    CHECK("report store: " + path + " is no regular file" == report_store({path}).open().message());
  }
  SECTION("some other file") {
    folder.write("reports.db", std::string(5000, 'x'));
    CHECK("report store " + path +
              ": file is not a database, so it was not written by hedgerow; name another path" ==
          report_store({path}).open().message());
    CHECK(std::string(5000, 'x') == test::read_file(path));
  }
  SECTION("no path") {
    CHECK_THAT(report_store({""}).open().message(), Catch::StartsWith("report store: no path"));
  }
  SECTION("nothing, where a store is to be there already") {
    store_options options{path};
    options.create = false;
    CHECK("report store: there is none at " + path == report_store(options).open().message());
    CHECK_FALSE(std::filesystem::exists(path));
  }
  SECTION("a folder, where a store is to be there already") {
    std::filesystem::create_directory(path);
    store_options options{path};
    options.create = false;
    CHECK("report store: " + path + " is no regular file" ==
          report_store(options).open().message());
  }
}

TEST_CASE("the store lies in the state folder of the user") {
  ::setenv("HOME", "/home/somebody", 1);
  ::setenv("XDG_STATE_HOME", "/var/state", 1);
  CHECK("/var/state/hedgerow/reports.db" == default_store_file());
  ::setenv("XDG_STATE_HOME", "relative", 1);
  CHECK("/home/somebody/.local/state/hedgerow/reports.db" == default_store_file());
  ::unsetenv("XDG_STATE_HOME");
  CHECK("/home/somebody/.local/state/hedgerow/reports.db" == default_store_file());
}

TEST_CASE("a claimed report is nobody else's until it is settled") {
  temporary_folder folder;
  report_store one({in(folder, "reports.db")});
  report_store two({in(folder, "reports.db")});
  add(one, {saying("1"), saying("2"), saying("3")});
  std::vector<stored_report> of_one, of_two;
  CHECK(lines{R"({"value":"1"})", R"({"value":"2"})"} == claim(one, of_one, 2));
  CHECK(lines{R"({"value":"3"})"} == claim(two, of_two, 2));

  CHECK(one.settle(of_one, report_state::pending, "HTTP 503").message().empty());
  CHECK(two.settle(of_two, report_state::sent, "").message().empty());
  CHECK(lines{"3 sent 1 ", "2 pending 1 HTTP 503", "1 pending 1 HTTP 503"} == list(one));
  CHECK(lines{R"({"value":"1"})", R"({"value":"2"})"} == claim(two, of_two));
}

TEST_CASE("a claim of a process that died runs out") {
  temporary_folder folder;
  std::vector<stored_report> claimed;
  report_store other({in(folder, "reports.db")});
  add(other, {saying("1")});
  CHECK(other.claim(1, 1000, 0ms, false, 0, claimed).message().empty());
  std::this_thread::sleep_for(2ms);
  report_store store({in(folder, "reports.db")});
  CHECK(lines{R"({"value":"1"})"} == claim(store, claimed));
}

TEST_CASE("reports that failed are claimed only when they are asked for") {
  report_store store({":memory:"});
  add(store, {saying("1"), saying("2")});
  std::vector<stored_report> claimed;
  claim(store, claimed, 1);
  CHECK(store.settle(claimed, report_state::failed, "HTTP 401").message().empty());
  CHECK(lines{R"({"value":"2"})"} == claim(store, claimed));
  CHECK(store.settle(claimed, report_state::pending, "").message().empty());
  CHECK(lines{R"({"value":"1"})", R"({"value":"2"})"} == claim(store, claimed, 100, true));
}

TEST_CASE("a claim stays within the bytes of a request, but for one report alone") {
  report_store store({":memory:"});
  add(store, {saying(std::string(100, 'x')), saying("2"), saying("3")});
  std::vector<stored_report> claimed;
  CHECK(store.claim(10, 50, 60s, false, 0, claimed).message().empty());
  CHECK(1 == claimed.size());
  CHECK(store.claim(10, 30, 60s, false, 0, claimed).message().empty());
  CHECK(2 == claimed.size());
}

TEST_CASE("a report is stored once, whoever brings it") {
  report_store store({":memory:"});
  const new_report r = saying("1");
  add(store, {r});
  add(store, {r});
  CHECK(lines{"1 pending 0 "} == list(store));
}

TEST_CASE("a full store makes room from what is sent, then from what failed") {
  store_options options{":memory:"};
  options.max_reports = 3;
  report_store store(options);
  add(store, {saying("sent"), saying("failed"), saying("pending")});
  std::vector<stored_report> claimed;
  claim(store, claimed, 3);
  CHECK(store.settle({claimed[0]}, report_state::sent, "").message().empty());
  CHECK(store.settle({claimed[1]}, report_state::failed, "").message().empty());
  CHECK(store.settle({claimed[2]}, report_state::pending, "").message().empty());

  add(store, {saying("4")});
  CHECK(lines{"4 pending 0 ", "pending pending 1 ", "failed failed 1 "} == list(store));
  add(store, {saying("5")});
  CHECK(lines{"5 pending 0 ", "4 pending 0 ", "pending pending 1 "} == list(store));
  insert_outcome outcome;
  CHECK(store.insert({saying("6")}, outcome).message().empty());
  CHECK(std::vector<std::uint64_t>{0, 1, 0} ==
        std::vector<std::uint64_t>{outcome.stored, outcome.refused, outcome.evicted});
  CHECK(lines{"5 pending 0 ", "4 pending 0 ", "pending pending 1 "} == list(store));
}

TEST_CASE("reports are pruned by age and by state") {
  report_store store({":memory:"});
  add(store, {saying("old", 10), saying("old and sent", 11), saying("new", 20)});
  std::vector<stored_report> claimed;
  claim(store, claimed, 3);
  CHECK(store.settle({claimed[1]}, report_state::sent, "").message().empty());
  std::uint64_t removed = 0;
  SECTION("by age") {
    CHECK(store.prune({15, {}}, removed).message().empty());
    CHECK(2 == removed);
    CHECK(lines{"new pending 0 "} == list(store));
  }
  SECTION("by state") {
    CHECK(store.prune({std::nullopt, {report_state::sent}}, removed).message().empty());
    CHECK(1 == removed);
    CHECK(lines{"new pending 0 ", "old pending 0 "} == list(store));
  }
  SECTION("by both") {
    CHECK(store.prune({11, {report_state::pending}}, removed).message().empty());
    CHECK(1 == removed);
    CHECK(lines{"new pending 0 ", "old and sent sent 1 "} == list(store));
  }
}

TEST_CASE("a list is narrowed by state, time and number") {
  report_store store({":memory:"});
  add(store, {saying("1", 10), saying("2", 20), saying("3", 30)});
  report_query query;
  query.since_ns = 20;
  CHECK(lines{"3 pending 0 ", "2 pending 0 "} == list(store, query));
  query.limit = 1;
  CHECK(lines{"3 pending 0 "} == list(store, query));
  query.state = report_state::failed;
  CHECK(list(store, query).empty());
}

TEST_CASE("a store of a newer hedgerow is left alone") {
  temporary_folder folder;
  const std::string path = in(folder, "reports.db");
  {
    report_store store({path});
    CHECK(store.open().message().empty());
  }
  // The schema version lies at offset 60 of the file's header, 4 bytes, big-endian.
  std::string bytes = test::read_file(path);
  bytes[63] = 9;
  folder.write("reports.db", bytes);
  CHECK("report store " + path + ": it was made by a newer hedgerow (schema 9, this one knows 1)" ==
        report_store({path}).open().message());
}

TEST_CASE("several threads with stores of their own lose nothing") {
  temporary_folder folder;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      report_store store({in(folder, "reports.db")});
      insert_outcome outcome;
      for (int i = 0; i < 25; ++i)
        if (!store.insert({saying("x")}, outcome)) std::abort();
    });
  for (auto& t : threads)
    t.join();
  report_store store({in(folder, "reports.db")});
  CHECK(lines(100, "x pending 0 ") == list(store));
}
