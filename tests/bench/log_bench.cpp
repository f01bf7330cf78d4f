// SPDX-License-Identifier: MIT
// The way of an event, end to end, beside spdlog in the same run: the same four fields, one JSON
// line each, into a file in memory. spdlog's lines are escaped by hand, as a careful user would.
#include <benchmark/benchmark.h>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

std::string memory_file(const char* name) {
  const std::string folder = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp";
  return folder + "/hedgerow-bench-" + std::to_string(getpid()) + "-" + name;
}

struct event {
  std::string uuid;
  std::string topic;
  int partition;
  double latency_ms;
};

const std::vector<event>& events() {
  static const auto made = [] {
    std::vector<event> out;
    for (int i = 0; i < 1024; ++i) {
      char uuid[37];
      std::snprintf(uuid, sizeof uuid, "017cc727-1662-%04x-630c-d35f6a29%04x", i, i * 7 & 0xffff);
      out.push_back({uuid, i % 2 != 0 ? "orders" : "payments", i & 31, i * 0.37 + 0.125});
    }
    return out;
  }();
  return made;
}

void append_escaped(fmt::memory_buffer& out, std::string_view s) {
  for (const char c : s) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) < 0x20)
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    else
      out.push_back(c);
  }
}

void log_to(spdlog::logger& log, const event& e) {
  fmt::memory_buffer line;
  line.append(std::string_view(R"("event":"event_sent_to_kafka","event_uuid":")"));
  append_escaped(line, e.uuid);
  line.append(std::string_view(R"(","kafka_topic":")"));
  append_escaped(line, e.topic);
  fmt::format_to(std::back_inserter(line), R"(","partition":{},"latency_ms":{}}})", e.partition,
                 e.latency_ms);
  log.info(std::string_view(line.data(), line.size()));
}

constexpr auto json_pattern =
    R"({"timestamp":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","logger":"%n",%v)";

/// One logger a process; made on first use, so that only what is measured runs.
hedgerow::logger hedgerow_logger(const char* renderer) {
  static std::string path;
  if (!path.empty()) std::filesystem::remove(path);
  path = memory_file(renderer);
  const auto started =
      hedgerow::init({.config_json = std::string(R"({"sinks":[{"type":"file","path":")") + path +
                                     R"(","renderer":")" + renderer +
                                     R"("}],"plugins":{"enabled":false},"store":{"enabled":false},)"
                                     R"("queue":{"when_full":"block","block_at_most_ms":60000}})"});
  if (!started) std::fprintf(stderr, "%s\n", started.message().c_str());
  return hedgerow::logger("posthog.api.capture");
}

void hedgerow_end_to_end(benchmark::State& state, const char* renderer) {
  const auto log = hedgerow_logger(renderer);
  std::size_t i = 0;
  for (auto _ : state) {
    for (int n = 0; n < 10'000; ++n) {
      const event& e = events()[i++ & 1023];
      log.info("event_sent_to_kafka", "event_uuid"_k = e.uuid, "kafka_topic"_k = e.topic,
               "partition"_k = e.partition, "latency_ms"_k = e.latency_ms);
    }
    hedgerow::flush();
  }
  state.SetItemsProcessed(state.iterations() * 10'000);
  hedgerow::shutdown();
}

void spdlog_end_to_end(benchmark::State& state, bool async) {
  const std::string path = memory_file(async ? "spdlog-async" : "spdlog-sync");
  std::shared_ptr<spdlog::logger> log;
  auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(path, true);
  std::shared_ptr<spdlog::details::thread_pool> pool;
  if (async) {
    pool = std::make_shared<spdlog::details::thread_pool>(8192, 1);
    log = std::make_shared<spdlog::async_logger>("posthog.api.capture", sink, pool);
  } else {
    log = std::make_shared<spdlog::logger>("posthog.api.capture", sink);
  }
  log->set_pattern(json_pattern, spdlog::pattern_time_type::utc);
  std::size_t i = 0;
  for (auto _ : state) {
    for (int n = 0; n < 10'000; ++n)
      log_to(*log, events()[i++ & 1023]);
    log->flush();
    // The pool has no way to wait for its queue; a flush message behind the others comes closest.
    while (async && pool->queue_size() > 0)
      usleep(50);
  }
  state.SetItemsProcessed(state.iterations() * 10'000);
  log.reset();
  pool.reset();
  std::filesystem::remove(path);
}

/// The caller's side alone: bursts that fit in the ring, drained outside of the timed part.
void hedgerow_call(benchmark::State& state) {
  const auto log = hedgerow_logger("json");
  std::size_t i = 0;
  for (auto _ : state) {
    for (int n = 0; n < 500; ++n) {
      const event& e = events()[i++ & 1023];
      log.info("event_sent_to_kafka", "event_uuid"_k = e.uuid, "kafka_topic"_k = e.topic,
               "partition"_k = e.partition, "latency_ms"_k = e.latency_ms);
    }
    state.PauseTiming();
    hedgerow::flush();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * 500);
  hedgerow::shutdown();
}

void hedgerow_disabled_call(benchmark::State& state) {
  const auto log = hedgerow_logger("json");
  const event& e = events()[1];
  for (auto _ : state) {
    log.debug("event_sent_to_kafka", "event_uuid"_k = e.uuid, "kafka_topic"_k = e.topic);
    benchmark::ClobberMemory();
  }
  hedgerow::shutdown();
}

}  // namespace

BENCHMARK_CAPTURE(hedgerow_end_to_end, json, "json")->UseRealTime();
BENCHMARK_CAPTURE(spdlog_end_to_end, sync, false)->UseRealTime();
BENCHMARK_CAPTURE(spdlog_end_to_end, async, true)->UseRealTime();
BENCHMARK_CAPTURE(hedgerow_end_to_end, console, "console")->UseRealTime();
BENCHMARK_CAPTURE(hedgerow_end_to_end, logfmt, "logfmt")->UseRealTime();
BENCHMARK(hedgerow_call)->UseRealTime();
BENCHMARK(hedgerow_disabled_call);

BENCHMARK_MAIN();
