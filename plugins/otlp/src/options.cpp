// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <array>
#include <limits>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>

namespace otlp {

namespace {

using hedgerow::sdk::bad_input;
using nlohmann::json;

constexpr std::array known_keys{
    "attempts",    "backoff_ms", "batch",       "endpoint", "gzip",         "headers",   "host",
    "interval_ms", "max_body",   "project_key", "queue",    "service_name", "timeout_ms"};

std::string shown(const json& value) {
  return value.dump(-1, ' ', true, json::error_handler_t::replace);
}

const json* member(const json& section, const char* key) {
  const auto found = section.find(key);
  return found == section.end() ? nullptr : &*found;
}

void read_text(const json& section, const char* key, std::string& to) {
  const json* value = member(section, key);
  if (value == nullptr) return;
  if (!value->is_string() || value->get_ref<const std::string&>().empty())
    throw bad_input(std::string(key) + " is " + shown(*value) +
                    "; expected a string that is not empty");
  to = value->get<std::string>();
}

void read_flag(const json& section, const char* key, bool& to) {
  const json* value = member(section, key);
  if (value == nullptr) return;
  if (!value->is_boolean())
    throw bad_input(std::string(key) + " is " + shown(*value) + "; expected true or false");
  to = value->get<bool>();
}

template <class Number>
void read_number(const json& section, const char* key, std::uint64_t least, std::uint64_t most,
                 Number& to) {
  const json* value = member(section, key);
  if (value == nullptr) return;
  const bool whole = value->is_number_unsigned();
  if (!whole || value->get<std::uint64_t>() < least || value->get<std::uint64_t>() > most)
    throw bad_input(std::string(key) + " is " + shown(*value) + "; expected a whole number from " +
                    std::to_string(least) + " to " + std::to_string(most));
  to = Number(value->get<std::uint64_t>());
}

void read_headers(const json& section, std::map<std::string, std::string>& to) {
  const json* value = member(section, "headers");
  if (value == nullptr) return;
  if (!value->is_object()) throw bad_input("headers is not an object of names and strings");
  for (const auto& [name, text] : value->items()) {
    // The text may be a credential: it is not repeated.
    const bool fine = text.is_string() && name.find_first_of(":\r\n") == std::string::npos &&
                      text.get_ref<const std::string&>().find_first_of("\r\n") == std::string::npos;
    if (!fine) throw bad_input("headers." + name + " is not a string that fits into one line");
    to[name] = text.get<std::string>();
  }
}

void check_url(const char* key, const std::string& url) {
  if (url.starts_with("http://") || url.starts_with("https://")) return;
  throw bad_input(std::string(key) + " is \"" + url +
                  "\"; expected a URL that begins with http:// or https://");
}

void read_target(const json& section, options& to) {
  std::string endpoint;
  std::string host = "https://us.i.posthog.com";
  std::string key;
  read_text(section, "endpoint", endpoint);
  read_text(section, "host", host);
  read_text(section, "project_key", key);
  if (!endpoint.empty() && !key.empty())
    throw bad_input("endpoint and project_key are both there; expected one of them: project_key "
                    "(and host) for PostHog, endpoint for any other receiver");
  if (key.empty() && member(section, "host") != nullptr)
    throw bad_input("host is there without project_key; it names a PostHog host");
  if (!endpoint.empty()) {
    check_url("endpoint", endpoint);
    to.url = endpoint;
  }
  if (key.empty()) return;
  check_url("host", host);
  if (key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") !=
      std::string::npos)
    throw bad_input("project_key has characters other than letters, digits, '_' and '-'");
  while (host.ends_with('/'))
    host.pop_back();
  to.url = host + "/i/v1/logs?token=" + key;
  to.posthog = true;
}

}  // namespace

options read_options(std::string_view text) {
  const json section = json::parse(text, nullptr, false);
  if (!section.is_object()) throw bad_input("the configuration is not a JSON object");
  for (const auto& [key, value] : section.items()) {
    if (std::find(known_keys.begin(), known_keys.end(), key) != known_keys.end()) continue;
    std::string all;
    for (const char* known : known_keys)
      all += (all.empty() ? "" : ", ") + std::string(known);
    throw bad_input("\"" + key + "\" is not known; allowed are " + all);
  }
  options to;
  read_target(section, to);
  read_text(section, "service_name", to.service_name);
  read_headers(section, to.headers);
  read_number(section, "batch", 1, 100'000, to.batch);
  read_number(section, "queue", 1, 10'000'000, to.queue);
  read_number(section, "max_body", 10'000, 100'000'000, to.max_body);
  read_number(section, "interval_ms", 1, 3'600'000, to.interval);
  read_number(section, "timeout_ms", 1, 600'000, to.timeout);
  read_number(section, "backoff_ms", 1, 30'000, to.backoff);
  read_number(section, "attempts", 1, 100, to.attempts);
  read_flag(section, "gzip", to.gzip);
  return to;
}

}  // namespace otlp
