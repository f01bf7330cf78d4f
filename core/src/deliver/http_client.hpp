// SPDX-License-Identifier: MIT
/// @file
/// POST requests through libcurl, each of which can be broken off at once from another thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace hedgerow::internal {

struct http_request {
  std::string url;
  std::string body;
  bool gzip = true;  ///< send the body compressed
  std::chrono::milliseconds timeout{10'000};
};

struct http_answer {
  int status = 0;           ///< 0: there was no answer, `error` says why
  std::string error;        ///< one sentence
  std::string retry_after;  ///< the header's value
  std::string body;         ///< the first 1,000 bytes
  bool cancelled = false;
};

/// Certificates are verified, redirects are not followed, at least TLS 1.2; proxies as libcurl
/// finds them in the environment. One request at a time; cancel() from any thread.
class http_client {
 public:
  http_client();
  ~http_client();
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  /// Waits for the answer, at most until the request's timeout, `deadline` or cancel().
  http_answer post(const http_request& request, std::chrono::steady_clock::time_point deadline);

  /// Breaks off the request that runs, and all later ones.
  void cancel() noexcept;
  /// Moves the deadline of the request that runs nearer; it then ends by that time.
  void hurry(std::chrono::steady_clock::time_point deadline) noexcept;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

/// RFC 1952. @throws std::bad_alloc
std::string gzip(std::string_view text);

}  // namespace hedgerow::internal
