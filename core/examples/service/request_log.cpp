// SPDX-License-Identifier: MIT
#include "request_log.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <random>
#include <string>

namespace example {

using namespace hedgerow::literals;

namespace {

const hedgerow::logger& log() {
  static const hedgerow::logger instance("example.http");
  return instance;
}

/// 1 to 128 of [A-Za-z0-9._-]: what may be taken over from a caller as an id.
bool is_plain_id(const std::string& id) {
  return !id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

/// A random UUID (RFC 9562, version 4).
std::string new_id() {
  std::random_device source;
  const auto bits = [&](unsigned mask, unsigned set) { return (source() & mask) | set; };
  char text[37];
  std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%04x%08x", source(), bits(0xffff, 0),
                bits(0x0fff, 0x4000), bits(0x3fff, 0x8000), bits(0xffff, 0), source());
  return text;
}

std::string request_id(const httplib::Request& request) {
  const std::string given = request.get_header_value("X-Request-ID");
  return is_plain_id(given) ? given : new_id();
}

std::optional<std::string> correlation_id(const httplib::Request& request) {
  const std::string given = request.get_header_value("X-Correlation-ID");
  return is_plain_id(given) ? std::optional(given) : std::nullopt;
}

hedgerow::level level_of(int code) {
  if (code >= 500) return hedgerow::level::error;
  return code >= 400 ? hedgerow::level::warning : hedgerow::level::info;
}

void run(const handler& inner, const httplib::Request& request, httplib::Response& response) {
  using clock = std::chrono::steady_clock;
  const auto begun = clock::now();
  const std::string line = request.method + " " + request.target;
  log().info("request_started", "request"_k = line,
             "user_agent"_k = request.get_header_value("User-Agent"));
  try {
    inner(request, response);
  } catch (...) {
    response.status = 500;
    response.set_content("{\"error\":\"internal\"}", "application/json");
    log().exception("request_failed", "code"_k = 500, "request"_k = line);
    return;
  }
  if (response.status <= 0) response.status = 200;
  const std::chrono::duration<double, std::milli> took = clock::now() - begun;
  log().log(level_of(response.status), "request_finished", "code"_k = response.status,
            "request"_k = line, "duration_ms"_k = took.count());
}

}  // namespace

handler logged(handler inner) {
  return [inner = std::move(inner)](const httplib::Request& request, httplib::Response& response) {
    const hedgerow::context_scope scope{"request_id"_k = request_id(request),
                                        "ip"_k = request.remote_addr};
    if (const auto id = correlation_id(request)) {
      const hedgerow::context_scope more{"correlation_id"_k = *id};
      run(inner, request, response);
    } else {
      run(inner, request, response);
    }
  };
}

}  // namespace example
