// SPDX-License-Identifier: MIT
#include "encode.hpp"

#include <cmath>
#include <limits>

#include <sys/utsname.h>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>

namespace otlp {

namespace {

using json = nlohmann::ordered_json;
using hedgerow::sdk::text;

json any_value(const hedgerow_value& v);

json key_value(std::string_view key, json value) {
  return {{"key", key}, {"value", std::move(value)}};
}
json string_value(std::string_view s) {
  return {{"stringValue", s}};
}

json any_double(double d) {
  if (std::isnan(d)) return {{"doubleValue", "NaN"}};
  if (std::isinf(d)) return {{"doubleValue", d > 0 ? "Infinity" : "-Infinity"}};
  return {{"doubleValue", d}};
}

json any_list(const hedgerow_value& v) {
  json values = json::array();
  for (const hedgerow_value& item : std::span(v.as.list.items, v.as.list.count))
    values.push_back(any_value(item));
  return {{"arrayValue", {{"values", std::move(values)}}}};
}

json any_map(const hedgerow_value& v) {
  json values = json::array();
  for (const hedgerow_field& m : std::span(v.as.map.members, v.as.map.count))
    values.push_back(key_value(text(m.key), any_value(m.value)));
  return {{"kvlistValue", {{"values", std::move(values)}}}};
}

json any_value(const hedgerow_value& v) {
  switch (v.type) {
  case HEDGEROW_BOOLEAN:
    return {{"boolValue", v.as.boolean != 0}};
  case HEDGEROW_SIGNED:
    return {{"intValue", std::to_string(v.as.signed_integer)}};
  case HEDGEROW_UNSIGNED:
    // An intValue is signed.
    if (v.as.unsigned_integer > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
      return string_value(std::to_string(v.as.unsigned_integer));
    return {{"intValue", std::to_string(v.as.unsigned_integer)}};
  case HEDGEROW_FLOATING:
    return any_double(v.as.floating);
  case HEDGEROW_STRING:
  case HEDGEROW_NUMBER_TEXT:
    return string_value(text(v.as.string));
  case HEDGEROW_LIST:
    return any_list(v);
  case HEDGEROW_MAP:
    return any_map(v);
  default:
    return json::object();  // an AnyValue without a value is null
  }
}

/// The severity numbers of OpenTelemetry's log data model.
int severity_number(std::int32_t level) noexcept {
  if (level >= 50) return 21;
  if (level >= 40) return 17;
  if (level >= 30) return 13;
  if (level >= 20) return 9;
  return 5;
}

std::string_view attribute_name(std::string_view key, bool posthog) noexcept {
  if (posthog && key == "distinct_id") return "posthogDistinctId";
  if (posthog && key == "session_id") return "sessionId";
  return key;
}

std::string dump(const json& j) {
  return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string encode(const hedgerow_event_v1& event, std::int64_t observed_unix_ns, bool posthog) {
  const std::int64_t time = event.time_unix_ns != 0 ? event.time_unix_ns : observed_unix_ns;
  json attributes = json::array();
  if (event.logger.size != 0)
    attributes.push_back(key_value("logger.name", string_value(text(event.logger))));
  for (const hedgerow_field& f : std::span(event.fields, event.field_count))
    attributes.push_back(key_value(attribute_name(text(f.key), posthog), any_value(f.value)));
  if (event.stack.size != 0)
    attributes.push_back(key_value("code.stacktrace", string_value(text(event.stack))));
  if (event.exception.size != 0)
    attributes.push_back(key_value("exception.stacktrace", string_value(text(event.exception))));
  return dump({{"timeUnixNano", std::to_string(time)},
               {"observedTimeUnixNano", std::to_string(observed_unix_ns)},
               {"severityNumber", severity_number(event.level)},
               {"severityText", text(event.level_text)},
               {"body", string_value(text(event.name))},
               {"attributes", std::move(attributes)}});
}

envelope::envelope(std::string_view service_name, std::string_view hedgerow_version) {
  utsname system{};
  ::uname(&system);
  const json attributes = {key_value("service.name", string_value(service_name)),
                           key_value("telemetry.sdk.name", string_value("hedgerow")),
                           key_value("telemetry.sdk.language", string_value("cpp")),
                           key_value("telemetry.sdk.version", string_value(hedgerow_version)),
                           key_value("os.type", string_value("linux")),
                           key_value("os.version", string_value(system.release))};
  head_ = R"({"resourceLogs":[{"resource":{"attributes":)" + dump(attributes) +
          R"(},"scopeLogs":[{"scope":{"name":"hedgerow"},"logRecords":[)";
  tail_ = "]}]}]}";
}

std::string envelope::around(const std::string* records, std::size_t count) const {
  std::string body = head_;
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) body += ',';
    body += records[i];
  }
  return body + tail_;
}

}  // namespace otlp
