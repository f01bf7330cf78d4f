// SPDX-License-Identifier: MIT
#include <log4cplus/fileappender.h>
#include <log4cplus/initializer.h>
#include <log4cplus/layout.h>
#include <log4cplus/logger.h>
#include <log4cplus/loggingmacros.h>

#include "peers.hpp"

namespace bench {
namespace {

class log4cplus_peer final : public peer {
 public:
  log4cplus_peer() : path_(memory_file("log4cplus")) {
    static log4cplus::Initializer once;
    appender_ = new log4cplus::FileAppender(path_, std::ios::trunc, false);
    appender_->setLayout(std::make_unique<log4cplus::PatternLayout>(
        R"({"timestamp":"%d{%Y-%m-%dT%H:%M:%S.%q}Z","level":"%p","logger":"%c",%m%n)"));
    log_.addAppender(appender_);
    log_.setLogLevel(log4cplus::INFO_LOG_LEVEL);
  }
  ~log4cplus_peer() override {
    log_.removeAllAppenders();
    std::filesystem::remove(path_);
  }
  void log(const event& e) override {
    fmt::memory_buffer line;
    append_json(line, e, false);
    LOG4CPLUS_INFO(log_, std::string(line.data(), line.size()));
  }
  void flush() override {}  // it gathers nothing of its own beyond the stream's buffer

 private:
  const std::string path_;
  log4cplus::SharedAppenderPtr appender_;
  log4cplus::Logger log_ = log4cplus::Logger::getInstance("posthog.api.capture");
};

}  // namespace

std::unique_ptr<peer> make_log4cplus() {
  return std::make_unique<log4cplus_peer>();
}

}  // namespace bench
