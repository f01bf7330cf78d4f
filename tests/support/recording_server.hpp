// SPDX-License-Identifier: MIT
/// @file
/// A real HTTP server on a free port of 127.0.0.1 that keeps what it was sent and answers as told.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace hedgerow::test {

/// A request as it came in. A gzip body is decoded; one that cannot be decoded is answered 400 and
/// not recorded.
struct recorded_request {
  std::string method;
  std::string path;                            ///< with the query
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< decoded
  std::chrono::steady_clock::time_point at;
};

struct scripted_answer {
  int status = 200;
  std::map<std::string, std::string> headers{};
  std::string body = R"({"status":1})";
  std::chrono::milliseconds delay{0};
};

/// Answers every request on every path, POST and GET. Safe from any thread.
class recording_server {
 public:
  recording_server();
  ~recording_server();

  int port() const;
  /// "http://127.0.0.1:<port>"
  std::string url() const;

  /// Answers to give first, one a request; the last one added by answer_always() follows.
  void answer_next(scripted_answer answer);
  void answer_always(scripted_answer answer);

  std::vector<recorded_request> requests() const;
  /// Waits until `count` requests were answered. @return false when `patience` ends first
  bool wait_for(std::size_t count,
                std::chrono::milliseconds patience = std::chrono::seconds(20)) const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

/// Accepts connections and never says a word.
class silent_server {
 public:
  silent_server();
  ~silent_server();
  std::string url() const;

 private:
  int listener_ = -1;
  int port_ = 0;
};

}  // namespace hedgerow::test
