// SPDX-License-Identifier: MIT
/// @file
/// The bridge for programs that log through spdlog: one line, and every `spdlog::info(...)` is a
/// structured, redacted event.
///
///     hedgerow::init();
///     hedgerow::route_spdlog();
///
/// Works with spdlog 1.9 or later, compiled or header-only. This is the only header of hedgerow
/// that needs it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>

#include <hedgerow/detail/text.hpp>
#include <hedgerow/init.hpp>
#include <hedgerow/level.hpp>

namespace hedgerow {

/// A spdlog sink that turns each record into an event: the message is its name, and time, logger,
/// level and place are the record's. The unnamed default logger is called "spdlog". Patterns and
/// formatters do not matter. The level of the spdlog logger is asked first, hedgerow's after it.
/// Safe to share between loggers and threads.
///
/// The record carries the ambient context (context_scope) of the thread that runs the sink: with a
/// logger of spdlog's asynchronous kind that is spdlog's own thread, which has none.
class spdlog_sink final : public spdlog::sinks::sink {
 public:
  void log(const spdlog::details::log_msg& record) override {
    using namespace std::chrono;
    const auto since_1970 = duration_cast<nanoseconds>(record.time.time_since_epoch());
    const std::string_view name(record.logger_name.data(), record.logger_name.size());
    detail::log_text(name.empty() ? "spdlog" : name, level_of(record.level),
                     std::string_view(record.payload.data(), record.payload.size()),
                     since_1970.count(), record.source.filename, record.source.line,
                     record.source.funcname);
  }
  /// As hedgerow::flush(), so that spdlog's flush_on() keeps its promise.
  void flush() override { hedgerow::flush(); }
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  static hedgerow::level level_of(spdlog::level::level_enum l) noexcept {
    switch (l) {
    case spdlog::level::trace:
    case spdlog::level::debug:
      return hedgerow::level::debug;
    case spdlog::level::warn:
      return hedgerow::level::warning;
    case spdlog::level::err:
      return hedgerow::level::error;
    case spdlog::level::critical:
      return hedgerow::level::critical;
    default:
      return hedgerow::level::info;
    }
  }
};

/// Replaces the sinks of the default logger and of every logger in spdlog's registry by a
/// spdlog_sink. Call it early in main, after the loggers were made: spdlog does not allow the sinks
/// of a logger to be changed while another thread logs through it.
///
/// What it cannot see: loggers that are not registered, and those made later. For them call it once
/// more, or make them with the sink: `spdlog::create<hedgerow::spdlog_sink>("net")`.
inline void route_spdlog() {
  const auto bridge = std::make_shared<spdlog_sink>();
  const auto route = [&bridge](const std::shared_ptr<spdlog::logger>& logger) {
    if (logger != nullptr) logger->sinks().assign(1, bridge);
  };
  spdlog::apply_all(route);
  route(spdlog::default_logger());
}

}  // namespace hedgerow
