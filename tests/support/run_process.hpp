// SPDX-License-Identifier: MIT
/// @file
/// Running a program and looking at all that comes of it.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace hedgerow::test {

/// What is run. The environment is PATH, HOME, LANG, the sanitizers' options and `env`: nothing
/// else of the test's own reaches the program.
struct process_options {
  std::vector<std::string> command;  ///< the program's path, and its arguments
  std::map<std::string, std::string> env{};
  std::string input{};   ///< its standard input
  std::string folder{};  ///< its working directory; empty: the test's
  std::chrono::milliseconds patience = std::chrono::seconds(60);  ///< then it is killed
};

/// What came of it.
struct process_result {
  int status = -1;  ///< its exit status; -1 when a signal ended it
  int signal = 0;
  std::string out;
  std::string err;
  long peak_kib = 0;  ///< the most memory it held at a time; not compared

  bool operator==(const process_result& o) const {
    return status == o.status && signal == o.signal && out == o.out && err == o.err;
  }
};

std::ostream& operator<<(std::ostream& os, const process_result& r);

/// Runs a program to its end. @throws std::runtime_error when it cannot be started
process_result run_process(const process_options& options);

/// A program that goes on while the test does something.
class background_process {
 public:
  explicit background_process(const process_options& options);
  ~background_process();  ///< kills what still runs

  /// Waits until standard output has `text`. @return all output until then; without the text when
  /// patience or the program ended first
  std::string wait_for_output(const std::string& text);
  void send_signal(int signal);
  /// Waits for the end.
  process_result wait();

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow::test
