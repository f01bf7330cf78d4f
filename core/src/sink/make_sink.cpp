// SPDX-License-Identifier: MIT
#include "sink/make_sink.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/daily_file_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <unistd.h>

#include "event/nearest_word.hpp"
#include "sink/block_sink.hpp"
#include "sink/record_sink.hpp"

namespace hedgerow::internal {
namespace {

namespace sinks = spdlog::sinks;

/// An environment variable that is set and not empty.
bool is_set(const char* variable) noexcept {
  const char* const text = std::getenv(variable);
  return text != nullptr && *text != '\0';
}

bool is_dumb_terminal() noexcept {
  const char* const term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) == "dumb";
}

/// For a stream that may be a terminal; files never have colours. @see https://no-color.org
bool wants_colors(const std::string& asked, std::FILE* stream) noexcept {
  if (asked == "never" || is_set("NO_COLOR")) return false;
  return asked == "always" || (isatty(fileno(stream)) == 1 && !is_dumb_terminal());
}

std::unique_ptr<renderer> lines_of(const sink_config& c, bool colors, status& error) {
  return make_renderer({c.renderer, c.style, colors}, error);
}

std::unique_ptr<sink> make_stream(const sink_config& c, std::FILE* stream,
                                  std::shared_ptr<sinks::sink> spdlog_sink, status& error) {
  auto lines = lines_of(c, wants_colors(c.colors, stream), error);
  if (!lines) return nullptr;
  block_sink_parts parts;
  parts.name = c.type;
  if (c.line_by_line) parts.block_size = 1;
  parts.threshold = c.threshold;
  parts.lines = std::move(lines);
  parts.out = outlet::to_stream(std::move(spdlog_sink), stream);
  return std::make_unique<block_sink>(std::move(parts));
}

std::unique_ptr<sink> make_stdout(const sink_config& c, status& error) {
  return make_stream(c, stdout, std::make_shared<sinks::stdout_sink_st>(), error);
}

std::unique_ptr<sink> make_stderr(const sink_config& c, status& error) {
  return make_stream(c, stderr, std::make_shared<sinks::stderr_sink_st>(), error);
}

std::unique_ptr<sink> make_files(const sink_config& c, outlet::sink_maker make,
                                 std::size_t block_size, status& error) {
  if (c.path.empty()) {
    error = status::failure("a sink of type \"" + c.type + "\" needs a \"path\"");
    return nullptr;
  }
  block_sink_parts parts;
  parts.lines = lines_of(c, false, error);
  if (!parts.lines) return nullptr;
  parts.name = c.type + " " + c.path;
  parts.threshold = c.threshold;
  parts.block_size = std::min(parts.block_size, block_size);
  try {
    parts.out = outlet::to_files(std::move(make));
  } catch (const std::exception& e) {
    error = status::failure("sink " + parts.name + ": " + e.what());
    return nullptr;
  }
  return std::make_unique<block_sink>(std::move(parts));
}

constexpr std::size_t any_size = std::numeric_limits<std::size_t>::max();

std::unique_ptr<sink> make_file(const sink_config& c, status& error) {
  return make_files(
      c,
      [path = c.path](const spdlog::file_event_handlers& on) {
        return std::make_shared<sinks::basic_file_sink_st>(path, false, on);
      },
      any_size, error);
}

std::unique_ptr<sink> make_rotating(const sink_config& c, status& error) {
  // spdlog begins a new file for a block that does not fit: small blocks fill the files.
  constexpr std::uint64_t blocks_in_a_file = 16;
  return make_files(
      c,
      [c](const spdlog::file_event_handlers& on) {
        return std::make_shared<sinks::rotating_file_sink_st>(c.path, c.max_bytes, c.max_files,
                                                              false, on);
      },
      c.max_bytes / blocks_in_a_file + 1, error);
}

std::unique_ptr<sink> make_daily(const sink_config& c, status& error) {
  const auto days = static_cast<std::uint16_t>(std::min(c.max_files, 0xffffu));
  return make_files(
      c,
      [c, days](const spdlog::file_event_handlers& on) {
        return std::make_shared<sinks::daily_file_sink_st>(c.path, static_cast<int>(c.rotate_hour),
                                                           static_cast<int>(c.rotate_minute), false,
                                                           days, on);
      },
      any_size, error);
}

std::unique_ptr<sink> make_syslog(const sink_config& c, status& error) {
  auto lines = lines_of(c, false, error);
  if (!lines) return nullptr;
  auto spdlog_sink = std::make_shared<sinks::syslog_sink_st>(c.ident, LOG_PID, LOG_USER, false);
  return std::make_unique<record_sink>(c.threshold, std::move(lines),
                                       outlet::unseen(std::move(spdlog_sink)));
}

struct named_sink {
  std::string_view type;
  std::unique_ptr<sink> (*make)(const sink_config& config, status& error);
};

constexpr named_sink table[] = {
    {"stdout", make_stdout},     {"stderr", make_stderr}, {"file", make_file},
    {"rotating", make_rotating}, {"daily", make_daily},   {"syslog", make_syslog},
};

constexpr auto types = [] {
  std::array<std::string_view, std::size(table)> names{};
  for (std::size_t i = 0; i < names.size(); ++i)
    names[i] = table[i].type;
  return names;
}();

constexpr std::string_view color_words[] = {"auto", "always", "never"};

}  // namespace

std::span<const std::string_view> sink_types() noexcept {
  return types;
}

std::unique_ptr<sink> make_sink(const sink_config& config, status& error) {
  if (std::find(std::begin(color_words), std::end(color_words), config.colors) ==
      std::end(color_words)) {
    error = status::failure("colors \"" + config.colors + "\" is not known: " +
                            list_words(color_words) + did_you_mean(config.colors, color_words));
    return nullptr;
  }
  for (const named_sink& s : table)
    if (s.type == config.type) return s.make(config, error);
  error = status::failure("sink type \"" + config.type + "\" is not known; there are: " +
                          list_words(types) + did_you_mean(config.type, types));
  return nullptr;
}

}  // namespace hedgerow::internal
