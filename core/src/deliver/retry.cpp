// SPDX-License-Identifier: MIT
#include "deliver/retry.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace hedgerow::internal {
namespace {

struct rule {
  int first;
  int last;
  delivery_action action;
};

/// The first rule that fits counts.
constexpr rule rules[] = {
    {0, 0, delivery_action::retry},        // no answer
    {200, 299, delivery_action::done},     //
    {408, 408, delivery_action::retry},    // request timeout
    {413, 413, delivery_action::split},    // too large
    {429, 429, delivery_action::retry},    // too many
    {500, 599, delivery_action::retry},    //
    {100, 499, delivery_action::give_up},  // 400, 401, 403 and redirects, which are not followed
};

}  // namespace

delivery_action action_for(int http_status) noexcept {
  for (const rule& r : rules)
    if (http_status >= r.first && http_status <= r.last) return r.action;
  return delivery_action::give_up;
}

std::chrono::milliseconds backoff::next(double random) noexcept {
  constexpr std::uint32_t most_doublings = 16;
  const auto whole =
      std::min(first * (std::int64_t{1} << std::min(failures_, most_doublings)), longest);
  ++failures_;
  return whole / 2 + std::chrono::milliseconds(static_cast<std::int64_t>(
                         random * static_cast<double>((whole / 2).count())));
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view header,
                                                           std::time_t now) noexcept {
  const auto begin = header.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return std::nullopt;
  header = header.substr(begin, header.find_last_not_of(" \t\r\n") + 1 - begin);
  const auto clamped = [](std::int64_t seconds) {
    return std::chrono::milliseconds(
        std::clamp<std::int64_t>(seconds, 0, backoff::longest.count() / 1000) * 1000);
  };
  if (header.find_first_not_of("0123456789") == std::string_view::npos) {
    std::int64_t seconds = 0;
    const auto [end, error] =
        std::from_chars(header.data(), header.data() + header.size(), seconds);
    return error == std::errc() ? clamped(seconds) : backoff::longest;
  }
  // curl_getdate takes many things for a date; a date of HTTP begins with the name of a day.
  if (header.size() < 20 || header.size() > 40 || header.find(',') == std::string_view::npos)
    return std::nullopt;
  char text[48] = {};
  header.copy(text, sizeof text - 1);
  const std::time_t at = ::curl_getdate(text, nullptr);
  if (at == -1) return std::nullopt;
  return clamped(at - now);
}

}  // namespace hedgerow::internal
