// SPDX-License-Identifier: MIT
#include "report_text.hpp"

#include <ctime>

#include <nlohmann/json.hpp>

#include "terminal.hpp"

namespace hedgerow::cli {

namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t widest_value = 60;

/// "2021-10-28T13:46:40Z".
std::string time_text(std::int64_t ns) {
  const std::time_t seconds = static_cast<std::time_t>(ns / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  const std::size_t n = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return {text, n};
}

/// `text` in one line that no terminal can misread: controls, which a message may hold, as blanks.
std::string in_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  return text;
}

std::string shortened(std::string text) {
  text = in_one_line(std::move(text));
  if (text.size() <= widest_value) return text;
  std::size_t end = widest_value;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80)
    --end;
  return text.substr(0, end) + "...";
}

std::string place_of(const report_frame& f) {
  std::string out = f.function.empty() ? "?" : f.function;
  if (!f.file.empty() && f.file != f.module) {
    out += " at " + f.file;
    if (f.line > 0) out += ":" + std::to_string(f.line);
  }
  if (!f.module.empty()) out += " in " + f.module;
  if (f.function.empty() && !f.address.empty()) out += " " + f.address;
  if (f.is_inline) out += " (inlined)";
  // Not seen: the throw itself, which takes a plugin.
  if (f.synthetic)
    out += " (where it was captured; the stack of the throw takes a plugin that provides "
           "hedgerow.enricher/1)";
  return in_one_line(std::move(out));
}

json properties_as_json(const std::vector<report_property>& properties) {
  json out = json::object();
  for (const auto& [key, text] : properties)
    out[key] = text;
  return out;
}

json summary_as_json(const report_summary& r) {
  return {{"id", r.id},
          {"time", time_text(r.at_ns)},
          {"level", r.level},
          {"type", r.type},
          {"value", r.value},
          {"state", to_string(r.state)},
          {"attempts", r.attempts},
          {"last_error", r.last_error}};
}

json frame_as_json(const report_frame& f) {
  return {{"function", f.function}, {"file", f.file},           {"module", f.module},
          {"line", f.line},         {"column", f.column},       {"address", f.address},
          {"in_app", f.in_app},     {"is_inline", f.is_inline}, {"synthetic", f.synthetic}};
}

std::string dump(const json& v) {
  return v.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string exception_as_text(const report_exception& e, bool outermost) {
  std::string out = outermost ? "" : "caused by\n";
  out += in_one_line(e.type) + ": " + in_one_line(e.value) + "\n";
  for (const auto& [key, text] : e.properties)
    out += "  " + in_one_line(key) + " = " + in_one_line(text) + "\n";
  // The throw first: it is what one looks for.
  for (auto f = e.frames.rbegin(); f != e.frames.rend(); ++f)
    out += "    " + place_of(*f) + "\n";
  return out;
}

}  // namespace

std::string list_as_text(const std::vector<report_summary>& reports) {
  if (reports.empty()) return "no reports\n";
  std::vector<std::vector<std::string>> rows{{"ID", "TIME", "LEVEL", "STATE", "EXCEPTION"}};
  for (const report_summary& r : reports)
    rows.push_back({r.id, time_text(r.at_ns), r.level, std::string(to_string(r.state)),
                    shortened(r.type + ": " + r.value)});
  return table(rows);
}

std::string list_as_json(const std::vector<report_summary>& reports) {
  json list = json::array();
  for (const report_summary& r : reports)
    list.push_back(summary_as_json(r));
  return dump(list);
}

std::string report_as_text(const report_detail& report) {
  const report_summary& s = report.summary;
  std::vector<std::vector<std::string>> head{
      {"report", s.id},
      {"time", time_text(s.at_ns)},
      {"level", s.level},
      {"handled", report.handled ? "yes" : "no"},
      {"mechanism", report.mechanism + (report.source.empty() ? "" : " (" + report.source + ")")},
      {"state", std::string(to_string(s.state)) +
                    (s.attempts > 0 ? ", attempts: " + std::to_string(s.attempts) : "")}};
  if (!s.last_error.empty()) head.push_back({"last error", in_one_line(s.last_error)});
  if (!report.distinct_id.empty()) head.push_back({"user", in_one_line(report.distinct_id)});
  std::string out = table(head) + "\n";
  for (std::size_t i = 0; i < report.chain.size(); ++i)
    out += exception_as_text(report.chain[i], i == 0);
  if (report.properties.empty()) return out;
  out += "\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& [key, text] : report.properties)
    rows.push_back({in_one_line(key), in_one_line(text)});
  return out + table(rows);
}

std::string report_as_json(const report_detail& report) {
  json out = summary_as_json(report.summary);
  out["handled"] = report.handled;
  out["mechanism"] = report.mechanism;
  out["source"] = report.source;
  out["distinct_id"] = report.distinct_id;
  json chain = json::array();
  for (const report_exception& e : report.chain) {
    json frames = json::array();
    for (const report_frame& f : e.frames)
      frames.push_back(frame_as_json(f));
    chain.push_back({{"type", e.type},
                     {"value", e.value},
                     {"properties", properties_as_json(e.properties)},
                     {"frames", frames}});
  }
  out["exceptions"] = chain;
  out["properties"] = properties_as_json(report.properties);
  out["event"] = json::parse(report.json, nullptr, false);
  return dump(out);
}

}  // namespace hedgerow::cli
