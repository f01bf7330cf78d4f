// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <map>

#include <spdlog/sinks/base_sink.h>
#include <sys/resource.h>

#include "gate/gate.hpp"
#include "sink/make_sink.hpp"
#include "sink/record_sink.hpp"
#include "support/redirected_stream.hpp"
#include "support/scoped_variable.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using hedgerow::test::read_file;
using hedgerow::test::redirected_stream;
using hedgerow::test::scoped_variable;
using hedgerow::test::temporary_folder;

namespace {

namespace fs = std::filesystem;

std::chrono::steady_clock::time_point soon() {
  return std::chrono::steady_clock::now() + std::chrono::milliseconds(400);
}

sink_config file_config(const std::string& type, const fs::path& path) {
  sink_config c;
  c.type = type;
  c.renderer = "logfmt";
  c.path = path.string();
  return c;
}

std::unique_ptr<sink> made(const sink_config& c) {
  status error;
  auto s = make_sink(c, error);
  if (!s) throw std::runtime_error(error.message());
  return s;
}

void write(sink& s, std::int64_t number, level severity = level::info) {
  arena memory;
  gate passage;
  const field fields[] = {{"n", value::integer(number)}};
  raw_event e;
  e.severity = severity;
  e.level_text = to_string(severity);
  e.name = "counted";
  e.fields = fields;
  s.write(*passage.pass(e, memory));
}

std::string line(std::int64_t number) {
  return "level=info event=counted n=" + std::to_string(number) + "\n";
}

std::string lines(std::int64_t from, std::int64_t to) {
  std::string all;
  for (std::int64_t n = from; n < to; ++n)
    all += line(n);
  return all;
}

/// The largest file that this process may write, for the time of a scope: a disk that is full.
class file_size_limit {
 public:
  explicit file_size_limit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now = before_;
    now.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &now);
  }
  ~file_size_limit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a file sink writes one line for each event, behind what is there") {
  temporary_folder folder;
  const fs::path path = folder.write("app.log", "older\n");
  const auto s = made(file_config("file", path));
  write(*s, 0);
  write(*s, 1);
  s->end_batch();
  CHECK("older\n" + lines(0, 2) == read_file(path));
  CHECK(s->flush(soon()));
  CHECK(0 == s->failed());
}

TEST_CASE("a file sink makes the folders of its path") {
  temporary_folder folder;
  const fs::path path = folder.path() / "a" / "b" / "app.log";
  const auto s = made(file_config("file", path));
  write(*s, 7);
  CHECK(s->flush(soon()));
  CHECK(line(7) == read_file(path));
}

TEST_CASE("what a sink has gathered is out when it is destroyed") {
  temporary_folder folder;
  const fs::path path = folder.path() / "app.log";
  auto s = made(file_config("file", path));
  write(*s, 1);
  s.reset();
  CHECK(line(1) == read_file(path));
}

TEST_CASE("many events come out whole and in order, block after block") {
  temporary_folder folder;
  const fs::path path = folder.path() / "app.log";
  const auto s = made(file_config("file", path));
  for (int n = 0; n < 10'000; ++n)
    write(*s, n);
  CHECK(s->flush(soon()));
  CHECK(lines(0, 10'000) == read_file(path));
}

TEST_CASE("a sink leaves out what is below its threshold") {
  temporary_folder folder;
  const fs::path path = folder.path() / "app.log";
  sink_config c = file_config("file", path);
  c.threshold = level::warning;
  const auto s = made(c);
  write(*s, 1, level::debug);
  write(*s, 2, level::info);
  write(*s, 3, level::warning);
  write(*s, 4, level::error);
  CHECK(s->flush(soon()));
  CHECK("level=warning event=counted n=3\nlevel=error event=counted n=4\n" == read_file(path));
}

TEST_CASE("a rotating sink begins a new file between two lines") {
  temporary_folder folder;
  sink_config c = file_config("rotating", folder.path() / "app.log");
  c.max_bytes = 1'000;
  c.max_files = 100;
  const auto s = made(c);
  for (int n = 0; n < 300; ++n)
    write(*s, n);
  CHECK(s->flush(soon()));

  std::map<int, std::string, std::greater<>> oldest_first;
  std::string too_large;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    const std::string name = entry.path().filename().string();
    oldest_first[name == "app.log" ? 0 : std::stoi(name.substr(4))] = read_file(entry.path());
    if (entry.file_size() > c.max_bytes) too_large += name + " ";
  }
  std::string all;
  std::string torn;
  for (const auto& [number, text] : oldest_first) {
    if (text.empty() || text.back() != '\n' || !text.starts_with("level="))
      torn += std::to_string(number) + " ";
    all += text;
  }
  CHECK("" == too_large);
  CHECK("" == torn);
  CHECK(lines(0, 300) == all);
  CHECK(oldest_first.size() > 5);
}

TEST_CASE("a rotating sink keeps as many files as it was told") {
  temporary_folder folder;
  sink_config c = file_config("rotating", folder.path() / "app.log");
  c.max_bytes = 500;
  c.max_files = 2;
  const auto s = made(c);
  for (int n = 0; n < 300; ++n)
    write(*s, n);
  CHECK(s->flush(soon()));
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  CHECK(std::vector<std::string>{"app.1.log", "app.2.log", "app.log"} == names);
}

TEST_CASE("a daily sink names its file by the day") {
  const auto today = [] {
    const std::time_t now = std::time(nullptr);
    char day[16];
    std::strftime(day, sizeof day, "%Y-%m-%d", std::localtime(&now));
    return std::string(day);
  };
  temporary_folder folder;
  std::string day;
  std::unique_ptr<sink> s;
  do {  // once more when midnight came in between
    day = today();
    s = made(file_config("daily", folder.path() / "app.log"));
  } while (day != today());
  write(*s, 1);
  CHECK(s->flush(soon()));
  CHECK(line(1) == read_file(folder.path() / ("app_" + day + ".log")));
}

TEST_CASE("a full disk is counted, and the other sinks go on") {
  temporary_folder folder;
  const redirected_stream quiet(stderr, folder.path() / "stderr");
  const auto full = made(file_config("file", "/dev/full"));
  const auto other = made(file_config("file", folder.path() / "app.log"));
  for (int n = 0; n < 10; ++n) {
    write(*full, n);
    write(*other, n);
  }
  full->end_batch();
  CHECK(10 == full->failed());
  CHECK_FALSE(full->flush(soon()));
  CHECK(10 == full->failed());
  CHECK(other->flush(soon()));
  CHECK(lines(0, 10) == read_file(folder.path() / "app.log"));
  CHECK_THAT(read_file(folder.path() / "stderr"),
             Catch::Contains("sink file /dev/full cannot write") &&
                 Catch::Contains("No space left on device"));
}

TEST_CASE("a sink that cannot write keeps a limited number of events and counts the rest") {
  temporary_folder folder;
  const redirected_stream quiet(stderr, folder.path() / "stderr");
  const auto full = made(file_config("file", "/dev/full"));
  constexpr int more_than_a_megabyte = 60'000;
  for (int n = 0; n < more_than_a_megabyte; ++n)
    write(*full, n);
  CHECK_FALSE(full->flush(soon()));
  CHECK(more_than_a_megabyte == full->failed());
}

TEST_CASE("a sink that cannot write does not want each event to be handed over at once") {
  const temporary_folder folder;
  const auto s = made(file_config("file", folder.path() / "log"));
  const file_size_limit disk(0);
  for (int n = 0; n < 10'000; ++n) {
    write(*s, n);
    if (s->full()) s->end_batch();
  }
  CHECK("" == read_file(folder.path() / "log"));
  write(*s, 10'000);
  CHECK_FALSE(s->full());
}

TEST_CASE("after a full disk every line is in the file, whole and once") {
  temporary_folder folder;
  const redirected_stream quiet(stderr, folder.path() / "stderr");
  const fs::path path = folder.path() / "app.log";
  const auto s = made(file_config("file", path));
  {
    const file_size_limit full(1'000);
    for (int n = 0; n < 100; ++n)
      write(*s, n);
    CHECK_FALSE(s->flush(soon()));
    CHECK(lines(0, 100).substr(0, 1'000) == read_file(path));
  }
  CHECK(s->failed() > 0);
  write(*s, 100);
  CHECK(s->flush(soon()));
  CHECK(0 == s->failed());
  CHECK(lines(0, 101) == read_file(path));
}

TEST_CASE("a rotating sink whose folder was away goes on when it is back") {
  temporary_folder folder;
  const redirected_stream quiet(stderr, folder.path() / "stderr");
  const fs::path logs = folder.path() / "logs";
  sink_config c = file_config("rotating", logs / "app.log");
  c.max_bytes = 100;
  const auto s = made(c);
  write(*s, 1);
  CHECK(s->flush(soon()));
  fs::remove_all(logs);
  folder.write("logs", "a file where the folder was");
  for (int n = 2; n < 8; ++n)
    write(*s, n);
  CHECK_FALSE(s->flush(soon()));
  CHECK(s->failed() > 0);
  fs::remove(logs);
  CHECK(s->flush(soon()));
  CHECK(0 == s->failed());
  CHECK_THAT(read_file(logs / "app.log"), Catch::EndsWith(line(7)));
}

TEST_CASE("stdout and stderr sinks write to their stream") {
  const std::string type = GENERATE(as<std::string>(), "stdout", "stderr");
  temporary_folder folder;
  const fs::path path = folder.path() / "out";
  const auto s = made(file_config(type, ""));
  {
    const redirected_stream to_file(type == "stdout" ? stdout : stderr, path);
    write(*s, 1);
    CHECK(s->flush(soon()));
  }
  CHECK(line(1) == read_file(path));
}

TEST_CASE("a stdout that is full is counted and not said twice when there is room again") {
  temporary_folder folder;
  const redirected_stream quiet(stderr, folder.path() / "stderr");
  const auto s = made(file_config("stdout", ""));
  {
    const redirected_stream full(stdout, "/dev/full");
    write(*s, 1);
    CHECK_FALSE(s->flush(soon()));
  }
  CHECK(1 == s->failed());
  {
    const redirected_stream to_file(stdout, folder.path() / "out");
    CHECK(s->flush(soon()));
  }
  CHECK(0 == s->failed());
  CHECK(line(1) == read_file(folder.path() / "out"));
}

TEST_CASE("colours go where they were asked for, but neither to files nor past NO_COLOR") {
  struct row {
    std::string type, colors, no_color, expected;
  };
  const std::string plain = "[info] counted n=1\n";
  const std::string colored = "[\x1b[32m\x1b[1minfo\x1b[0m] \x1b[1mcounted\x1b[0m "
                              "\x1b[36mn\x1b[0m=\x1b[35m1\x1b[0m\n";
  const row r = GENERATE_COPY(values<row>({
      {"stdout", "auto", "", plain},
      {"stdout", "never", "", plain},
      {"stdout", "always", "", colored},
      {"stdout", "always", "1", plain},
      {"file", "always", "", plain},
  }));
  CAPTURE(r.type, r.colors, r.no_color);
  temporary_folder folder;
  const scoped_variable no_color("NO_COLOR", r.no_color);
  const fs::path path = folder.path() / "out";
  sink_config c = file_config(r.type, path);
  c.renderer = "console";
  c.colors = r.colors;
  const redirected_stream to_file(stdout, r.type == "stdout" ? path : folder.path() / "unused");
  const auto s = made(c);
  write(*s, 1);
  CHECK(s->flush(soon()));
  CHECK(r.expected == read_file(path));
}

namespace {

/// Keeps what a spdlog sink is given.
class recording_sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  std::vector<std::pair<int, std::string>> records;

 private:
  void sink_it_(const spdlog::details::log_msg& m) override {
    records.emplace_back(static_cast<int>(m.level),
                         std::string(m.payload.data(), m.payload.size()));
  }
  void flush_() override {}
};

}  // namespace

TEST_CASE("a record sink hands on each event by itself, with its level and without a line end") {
  const auto recorded = std::make_shared<recording_sink>();
  status error;
  record_sink s(level::info, make_renderer({"logfmt", "", false}, error), outlet::unseen(recorded));
  write(s, 1, level::debug);
  write(s, 2, level::info);
  write(s, 3, level::critical);
  CHECK(std::vector<std::pair<int, std::string>>{
            {SPDLOG_LEVEL_INFO, "level=info event=counted n=2"},
            {SPDLOG_LEVEL_CRITICAL, "level=critical event=counted n=3"}} == recorded->records);
}

TEST_CASE("a sink that cannot be made says why") {
  temporary_folder folder;
  const auto message = [](const sink_config& c) {
    status error;
    CHECK(nullptr == make_sink(c, error));
    return error.message();
  };
  sink_config c = file_config("rotatin", "");
  CHECK("sink type \"rotatin\" is not known; there are: stdout, stderr, file, rotating, daily, "
        "syslog; did you mean \"rotating\"?" == message(c));
  c.type = "file";
  CHECK("a sink of type \"file\" needs a \"path\"" == message(c));
  c.path = folder.path().string();
  CHECK("sink file " + c.path + ": Failed opening file " + c.path +
            " for writing: Is a directory" ==
        message(c));
  c.colors = "sometimes";
  CHECK("colors \"sometimes\" is not known: auto, always, never" == message(c));
  c.colors = "auto";
  c.renderer = "xml";
  CHECK("renderer \"xml\" is not known; there are: console, json, logfmt" == message(c));
}
