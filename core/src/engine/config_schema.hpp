// SPDX-License-Identifier: MIT
/// @file
/// Every setting once: its key, where it lies in `config`, and what is allowed. A visitor reads a
/// document into it (config_reader.cpp) or shows it (config_show.cpp).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

#include "engine/config.hpp"

namespace hedgerow::internal {

namespace words {
inline constexpr std::array<std::string_view, 6> sink_types{"stdout",   "stderr", "file",
                                                            "rotating", "daily",  "syslog"};
inline constexpr std::array<std::string_view, 3> renderers{"console", "logfmt", "json"};
inline constexpr std::array<std::string_view, 2> styles{"compact", "structlog"};
inline constexpr std::array<std::string_view, 3> colors{"auto", "always", "never"};
// In the order of run_mode and of when_full.
inline constexpr std::array<std::string_view, 2> modes{"asynchronous", "synchronous"};
inline constexpr std::array<std::string_view, 3> when_full{"drop_newest", "block", "drop_oldest"};
}  // namespace words

template <class Visitor>
void visit_sink(Visitor& v, sink_config& s) {
  v.sink_type("type", s.type, words::sink_types);
  v.word("renderer", s.renderer, words::renderers);
  v.word("style", s.style, words::styles);
  v.word("colors", s.colors, words::colors);
  v.threshold("level", s.threshold);
  v.text("path", s.path);
  v.number("max_bytes", s.max_bytes, std::uint64_t{1024}, std::uint64_t{1} << 40);
  v.number("max_files", s.max_files, 1u, 10'000u);
  v.number("rotate_hour", s.rotate_hour, 0u, 23u);
  v.number("rotate_minute", s.rotate_minute, 0u, 59u);
  v.text("ident", s.ident);
}

template <class Visitor>
void visit_when_full(Visitor& v, full_ring_policies& p) {
  for (const level l : {level::debug, level::info, level::warning, level::error, level::critical})
    v.choice(to_string(l), p[l], words::when_full);
}

/// Calls one function of `v` for each setting, in the order in which they are shown.
template <class Visitor>
void visit_config(Visitor& v, config& c) {
  using namespace std::chrono_literals;
  v.text("service", c.service);
  v.levels("levels", c.levels);
  v.sinks("sinks", c.sinks);
  v.choice("mode", c.mode, words::modes);
  v.threshold("flush_at", c.flush_at);
  v.flag("call_site", c.call_site);
  v.section("queue", [&] {
    v.power_of_two("bytes_per_thread", c.queue.bytes_per_thread, 64u * 1024, 1024u * 1024 * 1024);
    v.when_full("when_full", c.queue.when_full);
    v.milliseconds("block_at_most_ms", c.queue.block_at_most, 0ms, 60'000ms);
  });
  v.section("backend", [&] { v.numbers("cpus", c.backend_cpus, 0u, 1023u); });
  v.section("recorder", [&] {
    v.flag("enabled", c.recorder.enabled);
    v.text("dir", c.recorder.dir);
    v.number("max_bytes", c.recorder.max_bytes, std::uint64_t{8} << 20, std::uint64_t{1} << 40);
    v.number("keep_files", c.recorder.keep_files, 0u, 100'000u);
    v.number("keep_bytes", c.recorder.keep_bytes, std::uint64_t{0}, std::uint64_t{1} << 40);
  });
  v.section("plugins", [&] {
    v.flag("enabled", c.plugins.enabled);
    v.text("dir", c.plugins.dir);
    v.modules("modules", c.plugins.modules);
  });
  v.texts("policies", c.policies);
  v.section("store", [&] {
    v.flag("enabled", c.store.enabled);
    v.text("path", c.store.path);
    v.number("max_reports", c.store.max_reports, 1u, 100'000'000u);
  });
  v.section("posthog", [&] {
    v.project_key("project_key", c.posthog.project_key);
    v.host("host", c.posthog.host);
    v.flag("gzip", c.posthog.gzip);
    v.number("batch_size", c.posthog.batch_size, 1u, 1'000u);
    v.milliseconds("timeout_ms", c.posthog.timeout, 100ms, 600'000ms);
    v.milliseconds("flush_interval_ms", c.posthog.flush_interval, 10ms, 3'600'000ms);
  });
  v.section("stats", [&] { v.milliseconds("interval_ms", c.stats_interval, 0ms, 86'400'000ms); });
  v.section("capture", [&] { v.flag("terminate", c.capture_terminate); });
}

}  // namespace hedgerow::internal
