// SPDX-License-Identifier: MIT
// One event of four fields as a line in memory: each renderer, and what spdlog needs for the same
// JSON when the values are escaped by hand. Nothing is written anywhere.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include "gate/gate.hpp"
#include "render/renderer.hpp"

namespace {

using namespace hedgerow::internal;

constexpr std::string_view event_uuid = "017cc727-1662-0000-630c-d35f6a29bae3";
constexpr std::string_view kafka_topic = "default";
constexpr std::int64_t partition = 3;
constexpr double latency_ms = 12.75;
constexpr std::int64_t first_ns = 1'635'428'800'099'007'000;

/// Time stamps a microsecond apart, as in a burst.
constexpr std::size_t batch = 256;

/// The event at `batch` times, through the gate.
class clean_events {
 public:
  clean_events() {
    raw_event raw;
    raw.level_text = "debug";
    raw.logger = "posthog.api.capture";
    raw.name = "event_sent_to_kafka";
    raw.fields = fields_;
    for (std::size_t i = 0; i < batch; ++i) {
      raw.when = timestamp::at(first_ns + static_cast<std::int64_t>(i) * 1'000);
      events_.push_back(*passage_.pass(raw, memory_));
    }
  }
  const std::vector<clean_event>& all() const { return events_; }

 private:
  const field fields_[4] = {{"event_uuid", value::string(event_uuid)},
                            {"kafka_topic", value::string(kafka_topic)},
                            {"partition", value::integer(partition)},
                            {"latency_ms", value::floating(latency_ms)}};
  gate passage_;
  arena memory_;
  std::vector<clean_event> events_;
};

void render(benchmark::State& state, const renderer_options& options) {
  const clean_events events;
  hedgerow::status error;
  const auto lines = make_renderer(options, error);
  line_buffer block;
  for (auto _ : state) {
    block.clear();
    for (const clean_event& e : events.all()) {
      lines->render(e, block);
      block.put('\n');
    }
    benchmark::DoNotOptimize(block.view().data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch));
}

/// Formats, as a sink must, and forgets.
class forgetting_sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 private:
  void sink_it_(const spdlog::details::log_msg& record) override {
    spdlog::memory_buf_t line;
    formatter_->format(record, line);
    benchmark::DoNotOptimize(line.data());
  }
  void flush_() override {}
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

void spdlog_json(benchmark::State& state) {
  spdlog::logger log("posthog.api.capture", std::make_shared<forgetting_sink>());
  log.set_level(spdlog::level::debug);
  log.set_formatter(std::make_unique<spdlog::pattern_formatter>(
      R"({"timestamp":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","logger":"%n",%v})",
      spdlog::pattern_time_type::utc));
  for (auto _ : state)
    for (std::size_t i = 0; i < batch; ++i)
      log.debug(R"("event":"{}","event_uuid":"{}","kafka_topic":"{}","partition":{},)"
                R"("latency_ms":{})",
                "event_sent_to_kafka", escaped(event_uuid), escaped(kafka_topic), partition,
                latency_ms);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch));
}

void gate_alone(benchmark::State& state) {
  const field fields[] = {{"event_uuid", value::string(event_uuid)},
                          {"kafka_topic", value::string(kafka_topic)},
                          {"partition", value::integer(partition)},
                          {"latency_ms", value::floating(latency_ms)}};
  raw_event raw;
  raw.when = timestamp::at(first_ns);
  raw.level_text = "debug";
  raw.logger = "posthog.api.capture";
  raw.name = "event_sent_to_kafka";
  raw.fields = fields;
  gate passage;
  arena memory;
  for (auto _ : state) {
    memory.reset();
    benchmark::DoNotOptimize(passage.pass(raw, memory));
  }
}

BENCHMARK_CAPTURE(render, json, renderer_options{"json", "", false})->Name("hedgerow_json_line");
BENCHMARK(spdlog_json)->Name("spdlog_json_line/sync_escaped_by_hand");
BENCHMARK_CAPTURE(render, logfmt, renderer_options{"logfmt", "", false})
    ->Name("hedgerow_logfmt_line");
BENCHMARK_CAPTURE(render, console, renderer_options{"console", "compact", false})
    ->Name("hedgerow_console_line");
BENCHMARK(gate_alone)->Name("hedgerow_gate");

}  // namespace

BENCHMARK_MAIN();
