// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "azure.hpp"

#include <algorithm>
#include <initializer_list>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t longest = 1024;

// What ends a value: white space and controls, quotes, bytes above 127, and as it says.
constexpr byte_set ends_url = byte_set("\"'<>\\").with(0, ' ').with(128, 255);
constexpr byte_set ends_pair = byte_set("\"'<>\\;,&)}{[").with(0, ' ').with(128, 255);
constexpr byte_set ends_string = byte_set("\"'<>\\;{").with(0, ' ').with(128, 255);
constexpr byte_set ends_endpoint = byte_set("\"'<>\\;").with(0, ' ').with(128, 255);
constexpr byte_set ends_id = byte_set("\"'<>\\,").with(0, ' ').with(128, 255);

std::size_t value_end(std::string_view text, std::size_t place, const byte_set& ends) noexcept {
  const auto limit = std::min(text.size(), place + longest);
  auto end = place;
  while (end < limit && !ends.has(text[end]))
    ++end;
  return end;
}

bool begins(std::string_view text, std::size_t place, std::string_view what) noexcept {
  return text.substr(place).starts_with(what);
}

/// `name` with a value in base64 of some length, as "AccountKey=...".
extent keyed(std::string_view text, std::size_t place, std::string_view name) noexcept {
  if (!begins(text, place, name)) return {};
  const auto begin = place + name.size();
  const auto end = value_end(text, begin, ends_pair);
  return end - begin >= 20 ? extent{begin, end} : extent{};
}

}  // namespace

extent azure_secret(std::string_view text, std::size_t place) noexcept {
  switch (text[place]) {
  case 'A': {
    if (const auto key = keyed(text, place, "AccountKey=")) return key;
    constexpr std::string_view name = "AccountName=";
    if (!begins(text, place, name)) return {};
    const auto begin = place + name.size();
    const auto end = begin + run(text, begin, alnum);
    auto next = end;
    while (next < end + 4 && (at(text, next) == ';' || at(text, next) == '\n' ||
                              at(text, next) == '\\' || at(text, next) == 'n'))
      ++next;
    // The name counts as long as its key follows.
    return end > begin && begins(text, next, "AccountKey=") &&
                   value_end(text, next + 11, ends_string) > next + 30
               ? extent{begin, end}
               : extent{};
  }
  case 'E': {
    constexpr std::string_view name = "Endpoint=https://";
    if (!begins(text, place, name)) return {};
    const auto begin = place + 9;
    const auto end = value_end(text, begin, ends_endpoint);
    return begins(text, end, ";Id=") ? extent{begin, value_end(text, begin, ends_id)} : extent{};
  }
  case 'S':
    return keyed(text, place, "SharedAccessKey=");
  case 'h': {
    if (!begins(text, place, "https://")) return {};
    constexpr std::size_t longest_host = 128;
    auto host_end = place + 8;
    while (
        host_end < place + longest_host &&
        (is(at(text, host_end), alnum) || at(text, host_end) == '.' || at(text, host_end) == '-'))
      ++host_end;
    const auto host = text.substr(place + 8, host_end - place - 8);
    if (!begins(text, host_end, "/webhook") ||
        !(host == "outlook.office.com" || host == "outlook.office365.com" ||
          host.ends_with(".webhook.office.com")))
      return {};
    const auto end = value_end(text, place, ends_url);
    const auto url = text.substr(place, end - place);
    const bool teams = end > host_end + 60;
    return teams && url.find("/IncomingWebhook/") != std::string_view::npos ? extent{place, end}
                                                                            : extent{};
  }
  default:
    return {};
  }
}

extent discord_webhook(std::string_view text, std::size_t place) noexcept {
  if (!begins(text, place, "https://discord")) return {};
  const auto end = value_end(text, place, ends_url);
  const auto url = text.substr(place, end - place);
  for (const std::string_view start :
       {"https://discord.com/api/webhooks/", "https://discordapp.com/api/webhooks/"})
    if (url.starts_with(start) && url.size() > start.size() + 40) return {place, end};
  return {};
}

}  // namespace hedgerow::policies
