// SPDX-License-Identifier: MIT
/// @file
/// Captured reports in their store: list, show, send, remove. Works on the store file alone, also
/// while a service that writes to it runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/status.hpp>

namespace hedgerow {

/// What became of a report.
enum class report_state : std::uint8_t {
  pending,  ///< to be sent
  sent,     ///< the server has it
  failed,   ///< the server refused it for good; kept
};
HEDGEROW_API std::string_view to_string(report_state s) noexcept;

/// A report in a list.
struct report_summary {
  std::string id;          ///< UUID
  std::int64_t at_ns = 0;  ///< when it was captured, nanoseconds since 1970 UTC
  std::string level;       ///< "debug" ... "critical"
  std::string type;        ///< of the outermost exception
  std::string value;
  report_state state = report_state::pending;
  std::uint32_t attempts = 0;  ///< to send it
  std::string last_error;      ///< of the last attempt; empty when it went well or there was none
};

/// Which reports to list.
struct report_query {
  std::string id_prefix{};                 ///< empty: all
  std::optional<report_state> state{};     ///< none: all
  std::size_t limit = 0;                   ///< 0: all
  std::optional<std::int64_t> since_ns{};  ///< captured at or after
};

/// One place in a stack.
struct report_frame {
  std::string function;  ///< empty when unknown
  std::string file;
  std::string module;
  std::uint32_t line = 0;  ///< 0 when unknown
  std::uint32_t column = 0;
  std::string address;  ///< "0x55e07d9ca1f1", or empty
  bool in_app = true;
  bool is_inline = false;
  bool synthetic = false;  ///< the place of the capture, not of the throw
};

/// A key and a value as text: texts as they are, everything else as JSON.
using report_property = std::pair<std::string, std::string>;

/// One exception of a chain.
struct report_exception {
  std::string type;
  std::string value;
  std::vector<report_property> properties;  ///< error_code, error_category, path1 ...
  std::vector<report_frame> frames;         ///< outermost call first, the throw last
};

/// All there is to a report, redacted as it was stored.
struct report_detail {
  report_summary summary;
  bool handled = true;
  std::string mechanism;
  std::string source;                       ///< "cpp.terminate_handler"; empty for manual capture
  std::string distinct_id;                  ///< empty: nobody
  std::vector<report_exception> chain;      ///< outermost first, root cause last
  std::vector<report_property> properties;  ///< without those that PostHog defines ("$...")
  std::string json;                         ///< the event as it was (or is to be) sent
};

/// Where and how to send.
struct send_options {
  std::string project_key;
  std::string host = "https://us.i.posthog.com";
  bool gzip = true;
  bool failed_too = true;  ///< try again what was refused before
  std::size_t batch_size = 100;
  std::chrono::milliseconds timeout{10'000};  ///< of one request
};

/// What became of a send.
struct send_result {
  std::uint64_t sent = 0;
  std::uint64_t failed = 0;   ///< refused by the server for good
  std::uint64_t pending = 0;  ///< left in the store
  std::string error;          ///< one sentence; empty when all went well
};

/// Which reports to remove: those for which everything that is set holds.
struct prune_options {
  std::optional<std::int64_t> before_ns{};  ///< captured before
  std::vector<report_state> states{};       ///< empty: any
};

/// $XDG_STATE_HOME (else ~/.local/state) and /hedgerow/reports.db; empty when neither is known.
HEDGEROW_API std::string default_store_path();

/// A store that somebody made. Not thread-safe; several processes may use a store at once.
class HEDGEROW_API reports {
 public:
  /// Opens the store at `path` (empty: the default). A store that does not exist is an error, and
  /// is not made.
  static status open(const std::string& path, reports& out);

  reports() noexcept;
  ~reports();
  reports(reports&&) noexcept;
  reports& operator=(reports&&) noexcept;

  /// Newest first.
  status list(const report_query& query, std::vector<report_summary>& out);
  /// One report: "latest", an id, or a part of one from its start that only one report has.
  status find(std::string_view id, report_detail& out);
  /// Sends what is pending, oldest first, until nothing is left or the server is not to be reached.
  send_result send(const send_options& options);
  status prune(const prune_options& options, std::uint64_t& removed);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow
