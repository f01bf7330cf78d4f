// SPDX-License-Identifier: MIT
#include "sink/outlet.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <spdlog/formatter.h>
#include <stdio_ext.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hedgerow::internal {
namespace {

/// The text is finished: nothing is added.
class verbatim final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
    out.append(message.payload.begin(), message.payload.end());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<verbatim>(); }
};

spdlog::level::level_enum spdlog_level(level l) noexcept {
  switch (l) {
  case level::debug:
    return spdlog::level::debug;
  case level::info:
    return spdlog::level::info;
  case level::warning:
    return spdlog::level::warn;
  case level::error:
    return spdlog::level::err;
  case level::critical:
  case level::off:
    return spdlog::level::critical;
  }
  return spdlog::level::info;
}

/// The size of a regular file; -1 for anything else.
std::int64_t size_of(std::FILE* stream) noexcept {
  struct stat s;
  if (stream == nullptr || fstat(fileno(stream), &s) != 0 || !S_ISREG(s.st_mode)) return -1;
  return s.st_size;
}

}  // namespace

std::unique_ptr<outlet> outlet::to_files(sink_maker make) {
  std::unique_ptr<outlet> o(new outlet(stream_is::own));
  o->make_ = std::move(make);
  o->open();
  return o;
}

std::unique_ptr<outlet> outlet::to_stream(std::shared_ptr<spdlog::sinks::sink> sink,
                                          std::FILE* stream) {
  std::unique_ptr<outlet> o(new outlet(stream_is::shared));
  o->sink_ = std::move(sink);
  o->sink_->set_formatter(std::make_unique<verbatim>());
  o->stream_ = stream;
  return o;
}

std::unique_ptr<outlet> outlet::unseen(std::shared_ptr<spdlog::sinks::sink> sink) {
  std::unique_ptr<outlet> o(new outlet(stream_is::unseen));
  o->sink_ = std::move(sink);
  o->sink_->set_formatter(std::make_unique<verbatim>());
  return o;
}

void outlet::open() {
  sink_.reset();
  spdlog::file_event_handlers on;
  on.after_open = [this](const spdlog::filename_t&, std::FILE* file) {
    // Blocks come whole: a buffer below would only hide that the disk is full.
    std::setvbuf(file, nullptr, _IONBF, 0);
    stream_ = file;
  };
  on.before_close = [this](const spdlog::filename_t&, std::FILE*) { stream_ = nullptr; };
  sink_ = make_(on);
  sink_->set_formatter(std::make_unique<verbatim>());
}

std::size_t outlet::log(std::string_view text, level severity, std::string& why) {
  // A rotation that failed leaves the sink without a file, and it would not try again.
  if (kind_ == stream_is::own && stream_ == nullptr) open();
  std::FILE* const before = stream_;
  const std::int64_t size_before = size_of(before);
  spdlog::details::log_msg message;
  message.time = spdlog::log_clock::now();
  message.level = spdlog_level(severity);
  message.payload = spdlog::string_view_t(text.data(), text.size());
  try {
    errno = 0;
    sink_->log(message);
    if (kind_ != stream_is::shared || std::ferror(stream_) == 0) return text.size();
    why = std::strerror(errno);
    // What is left in the stream's buffer would come out a second time.
    __fpurge(stream_);
    std::clearerr(stream_);
  } catch (const std::exception& e) {
    why = e.what();
  }
  if (stream_ == nullptr || stream_ != before || size_before < 0) return 0;
  const std::int64_t grown = size_of(stream_) - size_before;
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(grown, 0, static_cast<std::int64_t>(text.size())));
}

std::size_t outlet::write(std::string_view text, level severity, std::string& why) noexcept {
  try {
    return log(text, severity, why);
  } catch (const std::exception& e) {
    try {
      why = e.what();
    } catch (...) {
      why.clear();
    }
  }
  return 0;
}

bool outlet::place(file_place& out) noexcept {
  struct stat s;
  if (stream_ == nullptr || fstat(fileno(stream_), &s) != 0 || !S_ISREG(s.st_mode)) return false;
  if (path_.empty() || place_.device != s.st_dev || place_.inode != s.st_ino) {
    char link[32];
    char path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fileno(stream_));
    const ssize_t size = readlink(link, path, sizeof path);
    if (size <= 0) return false;
    try {
      path_.assign(path, static_cast<std::size_t>(size));
    } catch (...) {
      return false;
    }
  }
  place_ = {s.st_dev, s.st_ino, static_cast<std::uint64_t>(s.st_size), path_};
  out = place_;
  return true;
}

bool outlet::flush(std::string& why) noexcept {
  try {
    if (kind_ == stream_is::own && stream_ == nullptr) open();
    sink_->flush();
    return true;
  } catch (const std::exception& e) {
    try {
      why = e.what();
    } catch (...) {
      why.clear();
    }
  }
  return false;
}

}  // namespace hedgerow::internal
