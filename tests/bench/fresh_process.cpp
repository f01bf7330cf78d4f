// SPDX-License-Identifier: MIT
// Figures that need a process of their own; prints one JSON object.
//   fresh_process first_line   microseconds from the start of main to the first line in the file
//   fresh_process burst        MiB that a burst of 2 M events adds to the process; events lost
//   fresh_process latency      microseconds from a call to its line in a pipe, at 100,000 events/s
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "hedgerow_setup.hpp"

namespace {

using namespace bench;
using clock_type = std::chrono::steady_clock;

std::int64_t now_ns() {
  return clock_type::now().time_since_epoch().count();
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void first_line() {
  const std::int64_t start = now_ns();
  const running here;
  log_to(plain_logger(), events()[0]);
  hedgerow::flush();
  std::printf(R"({"first_line_us": %.0f})", static_cast<double>(now_ns() - start) / 1e3);
}

void burst() {
  events();
  const double before = peak_mib();
  const running here;
  const auto log = plain_logger();
  produce(1, 2'000'000, [&](const event& e) { log_to(log, e); });
  hedgerow::flush(std::chrono::minutes(1));
  const auto& lost = hedgerow::stats().lost;
  std::printf(R"({"burst_mib": %.1f, "burst_lost": %llu})", peak_mib() - before,
              static_cast<unsigned long long>(lost.ring_full));
}

/// The line's own "sent_ns" against the moment when it came out of the pipe.
std::vector<double> read_latencies(const std::string& pipe) {
  const int in = open(pipe.c_str(), O_RDONLY);
  std::vector<double> out;
  std::string text;
  char block[65536];
  for (ssize_t n = 0; (n = read(in, block, sizeof block)) > 0;) {
    const std::int64_t came = now_ns();
    text.append(block, static_cast<std::size_t>(n));
    std::size_t from = 0;
    for (std::size_t end = 0; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
      const auto at = text.find("\"sent_ns\":", from);
      if (at < end)
        out.push_back(
            static_cast<double>(came - std::strtoll(text.c_str() + at + 10, nullptr, 10)) / 1e3);
    }
    text.erase(0, from);
  }
  close(in);
  return out;
}

void latency() {
  constexpr int total = 300'000;
  constexpr std::int64_t interval_ns = 10'000;
  const std::string pipe = memory_file("pipe");
  if (mkfifo(pipe.c_str(), 0600) != 0) return;
  std::vector<double> us;
  std::thread reader([&] { us = read_latencies(pipe); });
  {
    const running here("json", "asynchronous", pipe);
    const auto log = plain_logger();
    std::int64_t due = now_ns();
    for (int i = 0; i < total; ++i, due += interval_ns) {
      while (now_ns() < due) {
      }
      log.info("event_sent_to_kafka", "sent_ns"_k = now_ns(), "partition"_k = i & 31);
    }
    hedgerow::shutdown();
    hedgerow::init({.config_json = R"({"sinks":[],"store":{"enabled":false},)"
                                   R"("plugins":{"enabled":false}})"});  // closes the pipe
  }
  reader.join();
  std::sort(us.begin(), us.end());
  const auto of = [&](double q) {
    return us[static_cast<std::size_t>(q * static_cast<double>(us.size() - 1))];
  };
  std::printf(R"({"latency_p50_us": %.0f, "latency_p99_us": %.0f})", of(0.5), of(0.99));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "first_line") first_line();
  if (what == "burst") burst();
  if (what == "latency") latency();
}
