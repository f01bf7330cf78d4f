// SPDX-License-Identifier: MIT
#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include "peers.hpp"

namespace bench {
namespace {

class spdlog_peer final : public peer {
 public:
  spdlog_peer(bool async, bool bound)
      : path_(memory_file(async ? "spdlog-async" : "spdlog-sync")), bound_(bound) {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(path_, true);
    if (async) {
      pool_ = std::make_shared<spdlog::details::thread_pool>(8192, 1);
      log_ = std::make_shared<spdlog::async_logger>("posthog.api.capture", sink, pool_);
    } else {
      log_ = std::make_shared<spdlog::logger>("posthog.api.capture", sink);
    }
    log_->set_pattern(R"({"timestamp":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","logger":"%n",%v)",
                      spdlog::pattern_time_type::utc);
  }
  ~spdlog_peer() override {
    log_.reset();
    pool_.reset();
    std::filesystem::remove(path_);
  }
  void log(const event& e) override {
    fmt::memory_buffer line;
    append_json(line, e, bound_);
    log_->info(std::string_view(line.data(), line.size()));
  }
  void flush() override {
    log_->flush();
    // The pool has no way to wait for its queue; a flush message behind the others comes closest.
    while (pool_ != nullptr && pool_->queue_size() > 0)
      usleep(50);
  }

 private:
  const std::string path_;
  const bool bound_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::logger> log_;
};

}  // namespace

std::unique_ptr<peer> make_spdlog(bool async, bool bound) {
  return std::make_unique<spdlog_peer>(async, bound);
}

}  // namespace bench
