// SPDX-License-Identifier: MIT
/// @file
/// The plugin's configuration: the section plugins.modules."hedgerow.otlp".
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace otlp {

struct options {
  /// Where to POST to; made of `host` and `project_key` for PostHog, else the `endpoint`.
  std::string url = "http://localhost:4318/v1/logs";
  bool posthog = false;
  std::string service_name = "unknown_service";
  std::map<std::string, std::string> headers;  ///< sent with every request
  std::size_t batch = 512;                     ///< log records in a request
  std::size_t queue = 10'000;                  ///< log records waiting; more are not taken
  std::size_t max_body = 2'000'000;            ///< bytes of JSON in a request (PostHog's limit)
  std::chrono::milliseconds interval{1'000};   ///< a request is due this long after its first event
  std::chrono::milliseconds timeout{10'000};   ///< of a request
  std::chrono::milliseconds backoff{200};      ///< before the first retry; doubles up to 30 s
  std::uint32_t attempts = 5;                  ///< for each request, then it is dropped
  bool gzip = true;
};

/// @throws hedgerow::sdk::error that says which key is wrong, what was found and what is allowed
options read_options(std::string_view json);

}  // namespace otlp
