// SPDX-License-Identifier: MIT
// The gate over texts and events, beside Hyperscan (with start offsets: without them nothing can be
// taken out) and RE2 over the same lines, with patterns for the same kinds of secrets and output
// rewritten. The peers validate nothing and judge no keys: they do less.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <hs/hs.h>
#include <re2/re2.h>
#include <re2/set.h>

#include "gate/gate.hpp"

using namespace hedgerow::internal;

namespace {

constexpr const char* patterns[] = {
    R"(\b[3-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}\b)",
    R"(\b\d{3}[- .]\d{2}[- .]\d{4}\b)",
    R"(\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b)",
    R"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z.]{2,20})",
    R"([a-z]{2,10}://[^\s:/@]*:[^\s/@]+@)",
    R"((?i)(?:pass(?:word|wd)?|pwd|secret|token|api_?key)["']?\s{0,3}[=:]\s{0,3}["']?[^\s"',;&]+)",
    R"((?i)(?:cookie|authorization)\s{0,2}[:=][^\r\n]+)",
    R"((?i)\b(?:bearer|basic)\s{1,3}[A-Za-z0-9._~+/=-]{8,})",
    R"(\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,})",
    R"(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)",
    R"(\bAKIA[0-9A-Z]{16}\b)",
    R"(\bASIA[0-9A-Z]{16}\b)",
    R"(\bgh[pousr]_[A-Za-z0-9]{36}\b)",
    R"(\bgithub_pat_[A-Za-z0-9_]{22,82}\b)",
    R"(\bglpat-[A-Za-z0-9_-]{20}\b)",
    R"(\bxox[baprs]-[A-Za-z0-9-]{10,}\b)",
    R"(\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b)",
    R"(\bAIza[0-9A-Za-z_-]{35}\b)",
    R"(\bya29\.[0-9A-Za-z_-]{20,})",
    R"(\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b)",
    R"(\bnpm_[A-Za-z0-9]{36}\b)",
    R"(\bph[cx]_[A-Za-z0-9]{32,64}\b)",
    R"(\bsk-[A-Za-z0-9_-]{20,}\b)",
    R"((?i)\b(?:otp|code|pin)\s{0,2}(?:is|:|=)\s{0,2}\d{4,8}\b)",
    R"((?i)--(?:password|token|secret)[= ][^\s]+)",
};
constexpr std::size_t pattern_count = std::size(patterns);

/// Lines as services write them: text, logfmt and JSON; one in 64 has something to hide.
const std::vector<std::string>& log_lines() {
  static const auto made = [] {
    std::vector<std::string> lines;
    for (unsigned i = 0; i < 4096; ++i) {
      const std::string n = std::to_string(i);
      switch (i % 4) {
      case 0:
        lines.push_back("2026-11-22T10:15:" + std::to_string(10 + i % 50) +
                        ".123456Z INFO posthog.api.capture event_sent_to_kafka topic=events_plugin"
                        "_ingestion partition=" +
                        n + " latency_ms=12.5 request_id=017cc727-1662-" +
                        std::to_string(1000 + i) + "-630c-d35f6a29beef");
        break;
      case 1:
        lines.push_back(R"({"level":"info","event":"request_finished","path":"/api/projects/)" + n +
                        R"(/insights","status":200,"duration_ms":)" + n +
                        R"(.25,"user_agent":"Mozilla/5.0 X11 Linux x86_64","trace_id":")" +
                        R"(4bf92f3577b34da6a3ce929d0e0e4736"})");
        break;
      case 2:
        lines.push_back("GET /static/array.js?v=" + n + " 200 1843 - 0.004 ms - 10.0.12." +
                        std::to_string(i % 250) + " cache hit, region eu-central-1");
        break;
      default:
        lines.push_back("worker " + n +
                        " finished job recalculate_cohort in 1.204 s, 15320 rows, "
                        "next run at 1790072115, queue depth 17");
      }
      if (i % 64 == 5) lines.back() += " mail ann.lee" + n + "@example.com";
      if (i % 64 == 37) lines.back() += " password=hunter" + n;
    }
    return lines;
  }();
  return made;
}

std::int64_t bytes_of(const std::vector<std::string>& lines) {
  std::int64_t n = 0;
  for (const auto& line : lines)
    n += static_cast<std::int64_t>(line.size());
  return n;
}

void count_lines(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log_lines().size()));
  state.SetBytesProcessed(state.iterations() * bytes_of(log_lines()));
}

void hedgerow_redact(benchmark::State& state) {
  gate g;
  arena memory;
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const std::string& line : log_lines()) {
      memory.reset();
      out += g.pass_text(line, memory).view();
    }
    benchmark::DoNotOptimize(out.data());
  }
  count_lines(state);
}

/// Puts marks in place of the ranges, which come in any order and may overlap.
void rewrite(std::string_view line, std::vector<std::pair<std::size_t, std::size_t>>& found,
             std::string& out) {
  std::sort(found.begin(), found.end());
  std::size_t done = 0;
  for (const auto& [begin, end] : found) {
    if (begin < done) continue;
    out += line.substr(done, begin - done);
    out += "[redacted]";
    done = end;
  }
  out += line.substr(done);
}

void hyperscan_redact(benchmark::State& state) {
  std::vector<unsigned> flags(pattern_count, HS_FLAG_SOM_LEFTMOST);
  std::vector<unsigned> ids(pattern_count);
  hs_database_t* database = nullptr;
  hs_compile_error_t* bad = nullptr;
  if (hs_compile_multi(patterns, flags.data(), ids.data(), pattern_count, HS_MODE_BLOCK, nullptr,
                       &database, &bad) != HS_SUCCESS) {
    state.SkipWithError(bad->message);
    hs_free_compile_error(bad);
    return;
  }
  hs_scratch_t* scratch = nullptr;
  hs_alloc_scratch(database, &scratch);
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const auto note = [](unsigned, unsigned long long from, unsigned long long to, unsigned,
                       void* list) {
    static_cast<decltype(found)*>(list)->emplace_back(from, to);
    return 0;
  };
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const std::string& line : log_lines()) {
      found.clear();
      hs_scan(database, line.data(), static_cast<unsigned>(line.size()), 0, scratch, note, &found);
      rewrite(line, found, out);
    }
    benchmark::DoNotOptimize(out.data());
  }
  count_lines(state);
  hs_free_scratch(scratch);
  hs_free_database(database);
}

void re2_redact(benchmark::State& state) {
  RE2::Set set(RE2::DefaultOptions, RE2::UNANCHORED);
  std::vector<std::unique_ptr<RE2>> each;
  for (const char* p : patterns) {
    std::string error;
    if (set.Add(p, &error) < 0) state.SkipWithError(error.c_str());
    each.push_back(std::make_unique<RE2>(p));
  }
  set.Compile();
  std::vector<int> which;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::string out;
  for (auto _ : state) {
    out.clear();
    for (const std::string& line : log_lines()) {
      found.clear();
      which.clear();
      if (set.Match(line, &which))
        for (const int i : which) {
          re2::StringPiece match;
          std::size_t from = 0;
          while (from < line.size() && each[static_cast<std::size_t>(i)]->Match(
                                           line, from, line.size(), RE2::UNANCHORED, &match, 1)) {
            const auto begin = static_cast<std::size_t>(match.data() - line.data());
            found.emplace_back(begin, begin + match.size());
            from = begin + std::max<std::size_t>(match.size(), 1);
          }
        }
      rewrite(line, found, out);
    }
    benchmark::DoNotOptimize(out.data());
  }
  count_lines(state);
}

void hedgerow_text_of_130_bytes(benchmark::State& state) {
  const std::string text =
      "consumer group ingestion rebalanced after 1.3 s: 12 partitions of events_plugin_ingestion "
      "assigned to worker 7, none were revoked.";
  gate g;
  arena memory;
  for (auto _ : state) {
    memory.reset();
    benchmark::DoNotOptimize(g.pass_text(text, memory).view().data());
  }
}

void hedgerow_event_of_12_keys(benchmark::State& state) {
  const field fields[] = {
      {"request_id", value::string("017cc727-1662-4a8c-9f0e-d35f6a29beef")},
      {"method", value::string("POST")},
      {"path", value::string("/api/projects/42/insights/trend")},
      {"status", value::integer(200)},
      {"duration_ms", value::floating(12.25)},
      {"team_id", value::integer(42)},
      {"user_agent", value::string("Mozilla/5.0 (X11; Linux x86_64; rv:120.0)")},
      {"region", value::string("eu-central-1")},
      {"host", value::string("web-17.prod.internal")},
      {"cached", value::boolean(false)},
      {"rows", value::integer(15320)},
      {"kafka_topic", value::string("events_plugin_ingestion")},
  };
  raw_event e;
  e.name = "request_finished";
  e.fields = fields;
  gate g;
  arena memory;
  for (auto _ : state) {
    memory.reset();
    benchmark::DoNotOptimize(g.pass(e, memory)->fields().data());
  }
}

/// A line made to be as slow as can be, of `range` bytes.
void hedgerow_hostile_line(benchmark::State& state, std::string_view unit) {
  std::string line;
  while (line.size() < static_cast<std::size_t>(state.range(0)))
    line += unit;
  gate g;
  arena memory;
  for (auto _ : state) {
    memory.reset();
    benchmark::DoNotOptimize(g.pass_text(line, memory).view().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(line.size()));
}

}  // namespace

BENCHMARK(hedgerow_redact);
BENCHMARK(hyperscan_redact);
BENCHMARK(re2_redact);
BENCHMARK(hedgerow_text_of_130_bytes);
BENCHMARK(hedgerow_event_of_12_keys);
BENCHMARK_CAPTURE(hedgerow_hostile_line, aaa, "aaa")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, one_dash, "1-1-")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, dots, "a.a.")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, at_signs, "a@a@")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, passwords, "password=")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, schemes, "://")->Arg(64 << 10)->Arg(1 << 20);
BENCHMARK_CAPTURE(hedgerow_hostile_line, pairs, "ab:")->Arg(64 << 10)->Arg(1 << 20);

BENCHMARK_MAIN();
