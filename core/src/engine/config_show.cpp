// SPDX-License-Identifier: MIT
#include <hedgerow/config.hpp>

#include <span>

#include <nlohmann/json.hpp>

#include "engine/config_environment.hpp"
#include "engine/config_path.hpp"
#include "engine/config_reader.hpp"
#include "engine/config_schema.hpp"
#include "gate/gate.hpp"

namespace hedgerow {

namespace internal {
namespace {

using json = nlohmann::ordered_json;

std::string dump(const json& v, int indent = -1) {
  return v.dump(indent, ' ', false, json::error_handler_t::replace);
}

/// Visits the settings of config_schema.hpp and writes them down, all text redacted.
class showing_visitor {
 public:
  explicit showing_visitor(const config_reading& reading, std::vector<config_setting>& settings)
      : reading_(reading), settings_(settings) {
    open_.push_back({json::object(), {}});
  }

  json document() && { return std::move(open_.front().object); }

  void flag(std::string_view key, bool v) { put(key, v); }
  void text(std::string_view key, const std::string& v) { put(key, redacted(key, v)); }
  void texts(std::string_view key, const std::vector<std::string>& v) {
    put(key, redacted(key, v));
  }
  template <class Words>
  void word(std::string_view key, const std::string& v, const Words&) {
    put(key, v);
  }
  template <class Words>
  void sink_type(std::string_view key, const std::string& v, const Words&) {
    put(key, v);
  }
  template <class T>
  void number(std::string_view key, T v, T, T) {
    put(key, v);
  }
  template <class T>
  void numbers(std::string_view key, const std::vector<T>& v, T, T) {
    put(key, v);
  }
  void power_of_two(std::string_view key, std::uint32_t v, std::uint32_t, std::uint32_t) {
    put(key, v);
  }
  void milliseconds(std::string_view key, std::chrono::milliseconds v, std::chrono::milliseconds,
                    std::chrono::milliseconds) {
    put(key, v.count());
  }
  void threshold(std::string_view key, level v) { put(key, to_string(v)); }
  template <class Choice>
  void choice(std::string_view key, Choice v, std::span<const std::string_view> words) {
    put(key, words[static_cast<std::size_t>(v)]);
  }
  void when_full(std::string_view key, full_ring_policies& p) {
    section(key, [&] { visit_when_full(*this, p); });
  }
  void host(std::string_view key, const std::string& v) { put(key, redacted(key, v)); }
  void project_key(std::string_view key, const std::string& v) {
    put(key, v.empty() ? "" : "phc_[masked]");
  }
  void levels(std::string_view key, const level_rules& v) {
    std::string text(to_string(v.everywhere));
    for (const auto& [logger, threshold] : v.by_logger)
      text += "," + logger + "=" + std::string(to_string(threshold));
    put(key, text);
  }
  void modules(std::string_view key, const std::map<std::string, std::string>& v) {
    json all = json::object();
    for (const auto& [id, section] : v)
      all[id] = redacted(id, json::parse(section));
    put(key, all);
  }
  void sinks(std::string_view key, std::vector<sink_config>& v) {
    json all = json::array();
    for (std::size_t i = 0; i < v.size(); ++i) {
      open_.push_back({json::object(), item_of(path_of(key), i)});
      visit_sink(*this, v[i]);
      all.push_back(std::move(open_.back().object));
      open_.pop_back();
    }
    open_.back().object[std::string(key)] = std::move(all);
  }
  template <class Visit>
  void section(std::string_view key, Visit visit) {
    open_.push_back({json::object(), path_of(key)});
    visit();
    json object = std::move(open_.back().object);
    open_.pop_back();
    open_.back().object[std::string(key)] = std::move(object);
  }

 private:
  struct open_object {
    json object;
    std::string path;
  };

  std::string path_of(std::string_view key) const { return member_of(open_.back().path, key); }

  void put(std::string_view key, const json& v) {
    const std::string path = path_of(key);
    const auto origin = reading_.origins.find(path);
    settings_.push_back(
        {path, dump(v), origin == reading_.origins.end() ? "default" : origin->second});
    open_.back().object[std::string(key)] = v;
  }

  json redacted(std::string_view key, const json& v) {
    if (v.is_object() || v.is_array()) {
      json out = v;
      for (auto item = out.begin(); item != out.end(); ++item)
        *item = redacted(v.is_object() ? std::string_view(item.key()) : key, *item);
      return out;
    }
    if (const key_verdict verdict = classify_key(key); verdict.denied())
      return "[redacted:" + std::string(verdict.label) + "]";
    if (!v.is_string()) return v;
    memory_.reset();
    return std::string(gate_.pass_text(v.get_ref<const std::string&>(), memory_).view());
  }

  const config_reading& reading_;
  std::vector<config_setting>& settings_;
  std::vector<open_object> open_;
  gate gate_;
  arena memory_;
};

}  // namespace
}  // namespace internal

config_view show_config(const std::string& file) {
  init_options options;
  options.config_file = file;
  internal::config_reading reading = internal::read_configuration(options);
  config_view view;
  view.source = reading.source;
  internal::showing_visitor visitor(reading, view.settings);
  internal::visit_config(visitor, reading.settings);
  view.json = internal::dump(std::move(visitor).document(), 2);
  view.findings = std::move(reading.findings);
  for (const auto& v : internal::environment_variables())
    view.variables.push_back({v.name, std::string(v.setting), std::string(v.meaning),
                              internal::environment_text(v.name) != nullptr});
  return view;
}

std::vector<config_finding> check_config(const std::string& file) {
  init_options options;
  options.config_file = file;
  return internal::read_configuration(options).findings;
}

}  // namespace hedgerow
