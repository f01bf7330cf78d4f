// SPDX-License-Identifier: MIT
/// @file
/// stdout or stderr sent to a file for the time of a scope.
#pragma once

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace hedgerow::test {

class redirected_stream {
 public:
  redirected_stream(std::FILE* stream, const std::filesystem::path& to) : stream_(stream) {
    std::fflush(stream_);
    kept_ = ::dup(fileno(stream_));
    const int file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (kept_ < 0 || file < 0 || ::dup2(file, fileno(stream_)) < 0)
      throw std::runtime_error("cannot redirect to " + to.string());
    ::close(file);
  }
  redirected_stream(const redirected_stream&) = delete;
  redirected_stream& operator=(const redirected_stream&) = delete;
  ~redirected_stream() {
    std::fflush(stream_);
    ::dup2(kept_, fileno(stream_));
    ::close(kept_);
  }

 private:
  std::FILE* stream_;
  int kept_;
};

}  // namespace hedgerow::test
