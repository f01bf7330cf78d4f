// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "sink/unfinished.hpp"
#include "support/temporary_folder.hpp"

using namespace hedgerow::internal;

namespace {

const std::string before = "line 0\n";
const std::string text = "line 1 of the text\nline 2 of the text\nline 3 of the text\n";

/// A log file that a process was appending `text` to, and what became of it.
struct log_file {
  log_file() {
    path = folder.write("log", before);
    struct stat s;
    REQUIRE(0 == stat(path.c_str(), &s));
    unfinished = {text, s.st_dev, s.st_ino, before.size(), path};
  }
  void append(const std::string& more) const {
    std::ofstream(path, std::ios::app | std::ios::binary) << more;
  }
  std::string content(const std::string& name = "log") const {
    std::ifstream in(folder.path() / name, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }
  /// Finishes it twice: the second time there must be nothing to do.
  bool finish() {
    const bool done = hedgerow::internal::finish(unfinished, passage, false).finished;
    const finish_result again = hedgerow::internal::finish(unfinished, passage, false);
    return done && again.finished && again.added == 0;
  }

  hedgerow::test::temporary_folder folder;
  std::string path;
  unfinished_text unfinished;
  gate passage;
};

}  // namespace

TEST_CASE("however much of a text is in its file, finishing it makes it whole") {
  const auto there = GENERATE(range(std::size_t{0}, text.size() + 1));
  log_file log;
  log.append(text.substr(0, there));
  CHECK(log.finish());
  CHECK(before + text == log.content());
}

TEST_CASE("a text that stands behind another process's lines is found") {
  log_file log;
  log.append("line of another\n" + text);
  CHECK(log.finish());
  CHECK(before + "line of another\n" + text == log.content());
}

TEST_CASE("a torn line behind which another process wrote comes again, whole") {
  log_file log;
  log.append(text.substr(0, 25) + "line of another\n");
  finish(log.unfinished, log.passage, false);
  CHECK(before + text.substr(0, 25) + "line of another\n" + text.substr(19) == log.content());
}

TEST_CASE("a file that was rotated away is found under its new name") {
  log_file log;
  log.append(text.substr(0, 25));
  std::filesystem::rename(log.path, log.path + ".1");
  CHECK(log.finish());
  CHECK(before + text == log.content("log.1"));
}

TEST_CASE("a text that begins the file after a rotation is finished there") {
  log_file log;
  std::filesystem::rename(log.path, log.path + ".1");
  log.append(text.substr(0, 25));
  CHECK(log.finish());
  CHECK(before == log.content("log.1"));
  CHECK(text == log.content());
}

TEST_CASE("a file that is gone is said to be") {
  log_file log;
  std::filesystem::remove(log.path);
  const finish_result r = finish(log.unfinished, log.passage, false);
  CHECK_FALSE(r.finished);
  CHECK(log.path + " is gone" == r.why);
}

TEST_CASE("what is finished passes the gate") {
  log_file log;
  log.unfinished.text = "login of jane@example.com\nline 2\n";
  log.append("login of ja");
  finish(log.unfinished, log.passage, false);
  CHECK(before + "login of ja\nlogin of [redacted:email]\nline 2\n" == log.content());
}

TEST_CASE("looking only says how much is missing") {
  log_file log;
  log.append(text.substr(0, 25));
  const finish_result r = finish(log.unfinished, log.passage, true);
  CHECK(text.size() - 25 == r.added);
  CHECK(before + text.substr(0, 25) == log.content());
}
