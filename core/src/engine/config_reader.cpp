// SPDX-License-Identifier: MIT
#include "engine/config_reader.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "engine/config_document.hpp"
#include "engine/config_environment.hpp"
#include "gate/clean_sentence.hpp"

namespace hedgerow {

std::string config_finding::sentence() const {
  std::string out = source;
  // Appended: of what operator+ does here, g++ 12 says wrongly that it overlaps, at -O3.
  if (line > 0)
    out.append(":").append(std::to_string(line)).append(":").append(std::to_string(column));
  if (!path.empty()) out.append(": ").append(path);
  return out.append(": ").append(message);
}

namespace internal {

namespace {

constexpr std::size_t largest_file = 16 * 1024 * 1024;

/// The file that init() would read; empty: none.
std::string choose_file(const init_options& options) {
  if (!options.config_file.empty()) return options.config_file;
  if (const char* named = environment_text("HEDGEROW_CONFIG")) return named;
  std::error_code ignored;
  return std::filesystem::exists("hedgerow.json", ignored) ? "hedgerow.json" : "";
}

std::optional<std::string> read_file(const std::string& path, std::string& problem) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    problem = "this is a folder; right would be a file";
    return {};
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    problem = std::string("the file cannot be opened: ") + std::strerror(errno);
    return {};
  }
  std::string text;
  char block[16 * 1024];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(in.gcount()));
    if (text.size() > largest_file) {
      problem = "the file is larger than 16 MiB, which no configuration is";
      return {};
    }
  }
  if (in.bad()) {
    problem = std::string("the file cannot be read: ") + std::strerror(errno);
    return {};
  }
  return text;
}

void read_environment(config_reading& reading) {
  for (const environment_variable& v : environment_variables()) {
    const char* text = environment_text(v.name);
    if (text == nullptr || v.apply == nullptr) continue;
    if (status s = v.apply(text, reading.settings); s)
      reading.origins[std::string(v.setting)] = v.name;
    else
      reading.findings.push_back({v.name, {}, 0, 0, s.message()});
  }
}

}  // namespace

config_reading read_configuration(const init_options& options) {
  config_reading reading;
  if (!options.config_json.empty()) {
    reading.source = "config_json";
    read_config_document(reading.source, options.config_json, reading.settings, reading.findings,
                         reading.origins);
  } else if (reading.source = choose_file(options); !reading.source.empty()) {
    std::string problem;
    if (const auto text = read_file(reading.source, problem))
      read_config_document(reading.source, *text, reading.settings, reading.findings,
                           reading.origins);
    else
      reading.findings.push_back({reading.source, {}, 0, 0, problem});
  }
  read_environment(reading);
  for (config_finding& f : reading.findings) {
    f.path = clean_sentence(f.path);
    f.message = clean_sentence(f.message);
  }
  if (!reading.findings.empty()) {
    config safe;
    safe.plugins = std::move(reading.settings.plugins);
    safe.policies = std::move(reading.settings.policies);
    reading.settings = std::move(safe);
    reading.origins.clear();
  }
  return reading;
}

status read_config(const init_options& options, config& out) {
  config_reading reading = read_configuration(options);
  out = std::move(reading.settings);
  if (reading.findings.empty()) return {};
  std::string message = reading.findings.front().sentence();
  if (const std::size_t more = reading.findings.size() - 1; more > 0)
    message += " (and " + std::to_string(more) + " more: see `hedgerow config check`)";
  return status::failure(std::move(message));
}

}  // namespace internal

status configured_plugins(const std::string& file, plugin_options& out) {
  init_options options;
  options.config_file = file;
  internal::config settings;
  status s = internal::read_config(options, settings);
  out.dir = std::move(settings.plugins.dir);
  out.modules = std::move(settings.plugins.modules);
  return s;
}

status configured_reports(const std::string& file, report_settings& out) {
  init_options options;
  options.config_file = file;
  internal::config settings;
  status s = internal::read_config(options, settings);
  out.store_path = std::move(settings.store.path);
  out.delivery.project_key = std::move(settings.posthog.project_key);
  out.delivery.host = std::move(settings.posthog.host);
  out.delivery.gzip = settings.posthog.gzip;
  out.delivery.batch_size = settings.posthog.batch_size;
  out.delivery.timeout = settings.posthog.timeout;
  return s;
}

}  // namespace hedgerow
