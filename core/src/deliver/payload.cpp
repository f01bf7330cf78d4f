// SPDX-License-Identifier: MIT
#include "deliver/payload.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>

#include "deliver/exception_list.hpp"
#include "deliver/trim.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::size_t max_distinct_id = 200;

const char* posthog_level(level severity) noexcept {
  switch (severity) {
  case level::critical:
    return "fatal";
  case level::warning:
    return "warning";
  case level::info:
    return "info";
  case level::debug:
    return "debug";
  default:
    return "error";
  }
}

bool starts_with(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

bool is_reserved(std::string_view key) noexcept {
  for (std::string_view family : {"$exception_", "$lib", "hedgerow_"})
    if (starts_with(key, family)) return true;
  for (std::string_view one : {"$debug_images", "$is_server", "$geoip_disable",
                               "$process_person_profile", "$cymbal_errors", "exception_details"})
    if (key == one) return true;
  return false;
}

void add_user_properties(json& out, const value& report) {
  const value properties = member_of(report, "properties");
  if (properties.type != kind::map) return;
  for (const field& f : properties.as_map()) {
    const std::string key(f.key);
    out[is_reserved(key) ? "user." + key : key] = json_of(f.val);
  }
}

void add_if_free(json& out, const char* key, std::string_view text) {
  if (!text.empty() && !out.contains(key)) out[key] = std::string(text);
}

void add_if_whole(json& out, const char* key, std::string_view text) {
  if (!text.empty() && !has_mark(text)) out[key] = std::string(text);
}

json properties_json(const value& report, const report_facts& facts, bool personless) {
  json out = {{"$lib", "hedgerow"},
              {"$lib_version", HEDGEROW_VERSION},
              {"$is_server", true},
              {"$geoip_disable", true}};
  if (personless) out["$process_person_profile"] = false;
  out["$exception_level"] = posthog_level(facts.severity);
  add_if_whole(out, "$exception_source", text_member(report, "source"));
  add_if_whole(out, "$exception_fingerprint", text_member(report, "fingerprint"));
  out["$exception_list"] = exception_list(report, facts.handled, facts.thread_id);
  if (json images = debug_images(report); !images.empty()) out["$debug_images"] = std::move(images);
  if (json details = exception_details(report); !details.empty())
    out["exception_details"] = std::move(details);
  add_user_properties(out, report);
  add_if_free(out, "logger", text_member(report, "logger"));
  add_if_free(out, "event_name", text_member(report, "event"));
  return out;
}

}  // namespace

report_payload make_payload(const clean_report& clean, const report_facts& facts) {
  const value& report = clean.tree();
  const auto distinct_id = text_member(report, "distinct_id");
  const bool known = names_a_person(distinct_id);

  json event = {{"event", "$exception"}, {"uuid", facts.id}};
  event["distinct_id"] =
      known ? std::string(utf8_prefix(distinct_id, max_distinct_id)) : facts.personless_id;
  event["timestamp"] = utc_time(facts.at_ns);
  event["properties"] = properties_json(report, facts, !known);
  std::string text = text_of(event);
  if (text.size() > max_event_bytes) {
    trim_event(event, max_event_bytes);
    text = text_of(event);
  }

  const json& outermost = event["properties"]["$exception_list"][0];
  return {std::move(text), outermost["type"].get<std::string>(),
          outermost["value"].get<std::string>()};
}

std::string utc_time(std::int64_t ns) {
  constexpr std::int64_t second = 1'000'000'000;
  std::int64_t seconds = ns / second;
  std::int64_t rest = ns % second;
  if (rest < 0) {
    rest += second;
    --seconds;
  }
  const auto t = static_cast<std::time_t>(seconds);
  std::tm utc{};
  ::gmtime_r(&t, &utc);
  char day[64];
  std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc);
  char text[96];
  std::snprintf(text, sizeof text, "%s.%06dZ", day, static_cast<int>(rest / 1000));
  return text;
}

bool names_a_person(std::string_view distinct_id) noexcept {
  // PostHog's list of illegal distinct ids, in lower case.
  constexpr std::array illegal = {
      std::string_view("0"),
      std::string_view("00000000-0000-0000-0000-000000000000"),
      std::string_view("[object object]"),
      std::string_view("anonymous"),
      std::string_view("anonymous-user"),
      std::string_view("backend"),
      std::string_view("distinct_id"),
      std::string_view("distinctid"),
      std::string_view("email"),
      std::string_view("false"),
      std::string_view("guest"),
      std::string_view("id"),
      std::string_view("nan"),
      std::string_view("none"),
      std::string_view("not_authenticated"),
      std::string_view("null"),
      std::string_view("system"),
      std::string_view("true"),
      std::string_view("undefined"),
      std::string_view("user"),
  };
  if (distinct_id.empty() || has_mark(distinct_id)) return false;
  const auto same = [&](std::string_view word) {
    return std::equal(
        word.begin(), word.end(), distinct_id.begin(), distinct_id.end(),
        [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  };
  return std::none_of(illegal.begin(), illegal.end(), same);
}

}  // namespace hedgerow::internal
