// SPDX-License-Identifier: MIT
/// @file
/// Log lines of any program in, structured and redacted lines out: what `hedgerow pipe` does.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/status.hpp>

namespace hedgerow {

/// How lines are read and written.
struct pipe_options {
  std::string from = "auto";          ///< auto, json, logfmt, text
  std::string to = "console";         ///< console, logfmt, json
  std::string style = "compact";      ///< of the console: compact, structlog
  bool colors = false;                ///< of the console
  std::string minimum_level;          ///< events known to be below it are left out; empty: none are
  std::vector<std::string> policies;  ///< packs and files for the redactor plugin
  /// Where plugins are looked for when there are policies; empty: as in the configuration.
  std::string plugin_dir;
};

/// What went through a pipe.
struct pipe_stats {
  std::uint64_t lines = 0;        ///< that came in
  std::uint64_t bytes = 0;        ///< that came in
  std::uint64_t written = 0;      ///< events that went out
  std::uint64_t text_lines = 0;   ///< that were passed on as text, for they did not parse
  std::uint64_t below_level = 0;  ///< left out by minimum_level
  std::uint64_t cut_lines = 0;    ///< longer than line_pipe::longest_line
  std::uint64_t redactions = 0;   ///< values in which something was redacted
  std::uint64_t withheld = 0;     ///< events whose values the gate withheld
  std::uint64_t dropped_by_policy = 0;
  std::uint64_t debug = 0, info = 0, warning = 0, error = 0, critical = 0;
  std::uint64_t without_level = 0;  ///< with no level, or one that is not known
};

/// A pipe for log lines. Bytes go in as they come, whole lines go out; memory is bounded whatever
/// goes in. Not thread-safe.
///
/// `json`: one object a line, with any of timestamp/ts/time/@timestamp, level/severity, logger/name
/// and event/msg/message; the first of each group that fits is taken, all other keys are fields, in
/// order. `name` alone is a field. `logfmt`: as go-logfmt reads it; values are text, a bare `null`
/// is none. `auto` tries both, line by line. A line that is neither is passed on as an event that
/// has its text as name. Nothing is added that did not come in. Times with an offset, or in seconds
/// to nanoseconds since 1970, become UTC; other times stay as they are.
class HEDGEROW_API line_pipe {
 public:
  /// A longer line is not read for JSON or logfmt: it is passed on as text. Of any text the gate
  /// lets 1 MiB through, cut between tokens, with a mark that says how many bytes it had.
  static constexpr std::size_t longest_line = 16 * 1024 * 1024;

  /// Takes redacted output, whole lines.
  using output = std::function<void(std::string_view)>;

  /// @return null, with a sentence in `problem`, when an option is wrong or a policy cannot be used
  static std::unique_ptr<line_pipe> open(const pipe_options& options, output out, status& problem);
  ~line_pipe();
  line_pipe(const line_pipe&) = delete;
  line_pipe& operator=(const line_pipe&) = delete;

  /// Takes the next bytes; all lines that are complete are out when it returns. What `out` throws
  /// is passed on. @throws std::bad_alloc
  void feed(std::string_view bytes);
  /// Takes the end of a file: a last line without a line end is complete.
  void finish();

  pipe_stats stats() const;

 private:
  struct impl;
  explicit line_pipe(std::unique_ptr<impl> p);
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow
