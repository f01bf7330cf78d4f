// SPDX-License-Identifier: MIT
/// @file
/// What every benchmark logs: the same four fields, one JSON line each, into a file in memory.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace bench {

inline std::string memory_file(const std::string& name) {
  const std::string folder = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp";
  return folder + "/hedgerow-bench-" + std::to_string(getpid()) + "-" + name;
}

struct event {
  std::string uuid;
  std::string topic;
  int partition;
  double latency_ms;
};

inline const std::vector<event>& events() {
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

inline void append_escaped(fmt::memory_buffer& out, std::string_view s) {
  for (const char c : s) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) < 0x20)
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    else
      out.push_back(c);
  }
}

/// The eight fields that are bound, where a benchmark binds some.
inline constexpr std::string_view bound_keys[] = {"request_id", "team",  "user",   "region",
                                                  "version",    "build", "worker", "shard"};
inline constexpr std::string_view bound_values[] = {
    "r-0123456789", "42", "u-77", "eu-central", "1.4.2", "9f3a1", "worker3", "17"};

/// The rest of a JSON line from the event's name on, escaped by hand as a careful user would.
inline void append_json(fmt::memory_buffer& line, const event& e, bool bound) {
  line.append(std::string_view(R"("event":"event_sent_to_kafka")"));
  if (bound)
    for (std::size_t i = 0; i < std::size(bound_keys); ++i) {
      line.append(std::string_view(",\""));
      append_escaped(line, bound_keys[i]);
      line.append(std::string_view("\":\""));
      append_escaped(line, bound_values[i]);
      line.push_back('"');
    }
  line.append(std::string_view(R"(,"event_uuid":")"));
  append_escaped(line, e.uuid);
  line.append(std::string_view(R"(","kafka_topic":")"));
  append_escaped(line, e.topic);
  fmt::format_to(std::back_inserter(line), R"(","partition":{},"latency_ms":{}}})", e.partition,
                 e.latency_ms);
}

/// Has `producers` threads log `count` events between them through `log(event)`.
template <class Log>
void produce(int producers, int count, const Log& log) {
  const auto part = [&log](int n) {
    for (int i = 0; i < n; ++i)
      log(events()[static_cast<std::size_t>(i) & 1023]);
  };
  if (producers == 1) return part(count);
  std::vector<std::thread> threads;
  for (int t = 0; t < producers; ++t)
    threads.emplace_back(part, count / producers);
  for (auto& t : threads)
    t.join();
}

}  // namespace bench
