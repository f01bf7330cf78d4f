// SPDX-License-Identifier: MIT
/// @file
/// hedgerow.otlp: sends redacted events as OTLP/HTTP JSON logs, to PostHog or to any OpenTelemetry
/// receiver.
#include <memory>

#include <curl/curl.h>
#include <unistd.h>

#include <hedgerow/plugin_sdk.hpp>

#include "encode.hpp"
#include "options.hpp"
#include "sender.hpp"

namespace {

namespace sdk = hedgerow::sdk;

class otlp_sink {
 public:
  otlp_sink(sdk::host host, std::string_view config)
      : host_(host), options_(otlp::read_options(config)) {
    if (::curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
      throw std::runtime_error("libcurl cannot start");
    sender_ = std::make_unique<otlp::sender>(options_, host_);
  }

  void write(std::span<const hedgerow_event_v1* const> events) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t observed = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    std::vector<std::string> records;
    records.reserve(events.size());
    for (const hedgerow_event_v1* e : events)
      records.push_back(otlp::encode(*e, observed, options_.posthog));
    const std::size_t taken = here().take(std::move(records));
    // What is not taken at all is counted by the host.
    if (taken == 0 && !events.empty())
      throw sdk::try_later("the queue of " + std::to_string(options_.queue) +
                           " log records is full");
    here().count(otlp::loss::queue_full, events.size() - taken);
  }

  void flush(std::chrono::milliseconds timeout) {
    if (!here().flush(timeout)) throw sdk::try_later("log records are still on their way");
  }

  void stop(std::chrono::milliseconds timeout) { here().stop(timeout); }

 private:
  /// The sender of this process: a forked child has the parent's queue, but not its thread. The
  /// parent sends what is in that queue, so the child leaves it alone.
  otlp::sender& here() {
    if (::getpid() != process_) {
      static_cast<void>(sender_.release());
      sender_ = std::make_unique<otlp::sender>(options_, host_);
      process_ = ::getpid();
    }
    return *sender_;
  }

  const sdk::host host_;
  const otlp::options options_;
  pid_t process_ = ::getpid();
  std::unique_ptr<otlp::sender> sender_;
};

}  // namespace

HEDGEROW_PLUGIN(otlp_sink, "hedgerow.otlp", PLUGIN_VERSION, "MIT", "foss", "hedgerow.sink/1");
