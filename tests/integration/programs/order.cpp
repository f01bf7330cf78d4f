// SPDX-License-Identifier: MIT
// Several threads log; a reader at the other end of a pipe checks that each thread's events come in
// their order, none lost or twice. HEDGEROW_ORDER_EVENTS: how many in all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <hedgerow/hedgerow.hpp>

using namespace hedgerow::literals;

namespace {

constexpr int threads = 4;

/// The number behind `key` in a line of logfmt; -1 when there is none.
long number_after(const char* line, const char* key) {
  const char* at = std::strstr(line, key);
  return at != nullptr ? std::strtol(at + std::strlen(key), nullptr, 10) : -1;
}

/// Reads the pipe to its end. @return what is wrong, empty: nothing
std::string check(const std::string& pipe, std::uint64_t of_each) {
  std::FILE* in = std::fopen(pipe.c_str(), "r");
  std::vector<std::uint64_t> next(threads, 0);
  std::string wrong;
  char line[512];
  while (in != nullptr && std::fgets(line, sizeof line, in) != nullptr) {
    if (std::strstr(line, " logger=order ") == nullptr) continue;
    const auto t = static_cast<std::size_t>(number_after(line, " t="));
    const auto i = static_cast<std::uint64_t>(number_after(line, " i="));
    if (t < next.size() && i == next[t]) {
      ++next[t];
    } else if (wrong.empty()) {
      wrong = std::string("not in order: ") + line;
    }
  }
  if (in != nullptr) std::fclose(in);
  for (const std::uint64_t n : next)
    if (wrong.empty() && n != of_each)
      wrong = "of one thread " + std::to_string(n) + " events came, not " + std::to_string(of_each);
  return wrong;
}

}  // namespace

int main(int, char** argv) {
  const char* asked = std::getenv("HEDGEROW_ORDER_EVENTS");
  const std::uint64_t of_each =
      (asked != nullptr ? std::strtoull(asked, nullptr, 10) : 0) / threads;
  const std::string pipe = std::string(argv[1]);
  if (mkfifo(pipe.c_str(), 0600) != 0) return 1;
  std::string wrong;
  std::thread reader([&] { wrong = check(pipe, of_each); });
  const std::string config = R"({"sinks": [{"type": "file", "renderer": "logfmt", "path": ")" +
                             pipe +
                             R"("}], "plugins": {"enabled": false}, "store": {"enabled": false},
          "queue": {"when_full": "block", "block_at_most_ms": 60000}})";
  if (!hedgerow::init({.config_json = config})) return 1;
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> producers;
  for (int t = 0; t < threads; ++t)
    producers.emplace_back([=] {
      const auto log = hedgerow::logger("order").bind("t"_k = t);
      for (std::uint64_t i = 0; i < of_each; ++i)
        log.info("counted", "i"_k = i);
    });
  for (auto& p : producers)
    p.join();
  const bool all_out = hedgerow::shutdown(std::chrono::minutes(5));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (!all_out) std::_Exit(2);
  hedgerow::init({.config_json = R"({"sinks": [], "plugins": {"enabled": false},
                                     "store": {"enabled": false}})"});  // the pipe is let go
  reader.join();
  std::fprintf(stderr, "%llu events in %.1f s\n",
               static_cast<unsigned long long>(of_each * threads), took.count());
  std::printf("%s\n", wrong.empty() ? "in order, none lost, none twice" : wrong.c_str());
  return wrong.empty() ? 0 : 1;
}
