// SPDX-License-Identifier: MIT
/// @file
/// hedgerow as the benchmarks use it: default gate, one file in memory, callers wait for room.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include <hedgerow/hedgerow.hpp>

#include "workload.hpp"

namespace bench {

using namespace hedgerow::literals;

/// Runs hedgerow for a scope.
class running {
 public:
  explicit running(const std::string& renderer = "json", const std::string& mode = "asynchronous",
                   std::string path = memory_file("hedgerow"))
      : path_(std::move(path)) {
    const auto started = hedgerow::init(
        {.config_json = R"({"sinks":[{"type":"file","path":")" + path_ + R"(","renderer":")" +
                        renderer + R"("}],"mode":")" + mode +
                        R"(","plugins":{"enabled":false},"store":{"enabled":false},)"
                        R"("queue":{"when_full":"block","block_at_most_ms":60000}})"});
    if (!started) std::fprintf(stderr, "%s\n", started.message().c_str());
  }
  ~running() {
    hedgerow::shutdown();
    std::filesystem::remove(path_);
  }
  running(const running&) = delete;
  running& operator=(const running&) = delete;

 private:
  const std::string path_;
};

inline void log_to(const hedgerow::logger& log, const event& e) {
  log.info("event_sent_to_kafka", "event_uuid"_k = e.uuid, "kafka_topic"_k = e.topic,
           "partition"_k = e.partition, "latency_ms"_k = e.latency_ms);
}

inline hedgerow::logger plain_logger() {
  return hedgerow::logger("posthog.api.capture");
}

inline hedgerow::logger bound_logger() {
  return plain_logger().bind("request_id"_k = bound_values[0], "team"_k = bound_values[1],
                             "user"_k = bound_values[2], "region"_k = bound_values[3],
                             "version"_k = bound_values[4], "build"_k = bound_values[5],
                             "worker"_k = bound_values[6], "shard"_k = bound_values[7]);
}

}  // namespace bench
