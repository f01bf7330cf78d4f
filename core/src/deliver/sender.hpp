// SPDX-License-Identifier: MIT
/// @file
/// Delivers what is pending in a store, batch by batch, and keeps to what the server says.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "deliver/http_client.hpp"
#include "deliver/retry.hpp"
#include "deliver/store.hpp"
#include "gate/gate.hpp"

namespace hedgerow::internal {

struct sender_options {
  std::string project_key;
  std::string host;
  bool gzip = true;
  bool failed_too = false;
  std::size_t batch_size = 100;
  std::chrono::milliseconds timeout{10'000};
};

/// What one pass over a store did.
struct pass_result {
  std::uint64_t sent = 0;
  std::uint64_t failed = 0;
  std::string error;   ///< the last; empty when all went well
  bool again = false;  ///< the server is to be tried again later
  bool cancelled = false;
  /// What the server asked for; only with `again`.
  std::optional<std::chrono::milliseconds> retry_after;
};

/// Not thread-safe, but for what http_client allows.
class sender {
 public:
  /// `store`, `passage` (for texts of the server) and `client` must outlive it.
  sender(sender_options options, report_store& store, gate& passage, http_client& client);

  /// Sends all that was pending when it began, oldest first; ends early when the server is not to
  /// be reached, at `deadline` or when the client is cancelled.
  pass_result pass(std::chrono::steady_clock::time_point deadline);

 private:
  enum class outcome : std::uint8_t { settled, stop };
  outcome deliver(std::vector<stored_report> batch, pass_result& result,
                  std::chrono::steady_clock::time_point deadline);
  outcome too_large(std::vector<stored_report> batch, pass_result& result, const std::string& why,
                    std::chrono::steady_clock::time_point deadline);
  void settle(const std::vector<stored_report>& batch, report_state state, const std::string& error,
              pass_result& result);
  std::string say(const http_answer& answer);

  sender_options options_;
  report_store& store_;
  gate& passage_;
  http_client& client_;
};

/// {"api_key": ..., "batch": [...], "sent_at": ...}: the stored texts as they are.
std::string batch_body(std::string_view project_key, const std::vector<stored_report>& batch,
                       std::int64_t sent_at_ns);

}  // namespace hedgerow::internal
