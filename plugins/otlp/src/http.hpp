// SPDX-License-Identifier: MIT
/// @file
/// One HTTP POST at a time, over a connection that is kept.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "options.hpp"

namespace otlp {

struct answer {
  long status = 0;                      ///< 0: nothing came back, `error` says why
  std::chrono::seconds retry_after{0};  ///< what the server asks for; 0: nothing
  std::string body;                     ///< its first 64 KiB
  std::string error;
};

/// Used from one thread, but for the flag.
class poster {
 public:
  /// A transfer ends early once `stop` is set. @throws std::runtime_error when curl cannot start
  poster(const options& o, const std::atomic<bool>& stop);
  ~poster();
  poster(const poster&) = delete;
  poster& operator=(const poster&) = delete;

  answer post(const std::string& json);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace otlp
