// SPDX-License-Identifier: MIT
/// @file
/// Reports on disk: a SQLite file that several processes can use at once.
///
/// Schema version 1 (user_version): one table, `reports`. A row is pending until PostHog has it
/// (sent) or will never take it (failed). Who delivers claims rows for a while, so that no two
/// processes send the same; a claim of a process that died runs out.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/reports.hpp>
#include <hedgerow/status.hpp>

#include "deliver/payload.hpp"
#include "deliver/store_file.hpp"

namespace hedgerow::internal {

class sqlite_database;

struct store_options {
  std::string path;  ///< ":memory:": not on disk, for this object alone
  std::uint32_t max_reports = 10'000;
  /// When the store is full of reports that were not sent: the oldest makes room (true), or the
  /// new one is refused.
  bool evict_pending = false;
  bool create = true;
  std::chrono::milliseconds busy_timeout{2'000};
};

struct new_report {
  report_facts facts;
  report_payload payload;
};

struct insert_outcome {
  std::uint64_t stored = 0;
  std::uint64_t refused = 0;  ///< the store is full of reports that were not sent
  std::uint64_t evicted = 0;  ///< reports, of any process, removed unsent to make room
};

/// A claimed report.
struct stored_report {
  std::int64_t row = 0;
  std::string json;  ///< what to send
};

/// Safe to use from several threads, which take turns. Functions that return status never throw; a
/// store whose file was deleted or could not be opened opens it again at the next call.
class report_store {
 public:
  explicit report_store(store_options options);
  ~report_store();
  report_store(const report_store&) = delete;
  report_store& operator=(const report_store&) = delete;

  /// Opens the file now rather than at the first use.
  status open() noexcept;

  /// All or, on failure, none. A report with an id that is there already is left as it is, and
  /// counts as stored.
  status insert(const std::vector<new_report>& reports, insert_outcome& outcome) noexcept;

  /// Takes up to `count` pending reports, oldest first, for `term`; with `failed_too` also those
  /// that failed. Fewer than `count` are returned when more would pass `max_bytes` of text (one is
  /// returned whatever its size). `after`: only rows behind it.
  status claim(std::size_t count, std::size_t max_bytes, std::chrono::milliseconds term,
               bool failed_too, std::int64_t after, std::vector<stored_report>& out) noexcept;
  /// Gives claimed reports back with their new state, and counts an attempt.
  status settle(const std::vector<stored_report>& reports, report_state state,
                std::string_view error) noexcept;
  /// Keeps beside the original what is sent in its place from now on.
  status replace_json(const stored_report& report) noexcept;

  status count_pending(std::uint64_t& out) noexcept;
  /// Newest first; `id_prefix` and `state` narrow it.
  status list(const report_query& query, std::vector<report_summary>& out) noexcept;
  /// The event as it was (or is to be) sent.
  status load_json(const std::string& id, std::string& out) noexcept;
  status prune(const prune_options& options, std::uint64_t& removed) noexcept;

 private:
  template <class Use>
  status with_database(Use use) noexcept;
  void open_or_throw();
  bool make_room(std::uint64_t& evicted);

  store_options options_;
  std::mutex turn_;
  std::unique_ptr<sqlite_database> db_;
  file_identity opened_;
  std::int64_t inserts_until_count_ = 0;
  std::string token_;  ///< names this object's claims
};

}  // namespace hedgerow::internal
