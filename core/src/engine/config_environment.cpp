// SPDX-License-Identifier: MIT
#include "engine/config_environment.hpp"

#include <cstdlib>

#include "engine/config_reader.hpp"
#include "engine/posthog_target.hpp"

namespace hedgerow::internal {

namespace {

status apply_levels(std::string_view text, config& out) {
  return parse_levels(text, out.levels);
}

status apply_service(std::string_view text, config& out) {
  out.service = text;
  return {};
}

status apply_plugin_dir(std::string_view text, config& out) {
  out.plugins.dir = text;
  return {};
}

status apply_store(std::string_view text, config& out) {
  out.store.enabled = text != "off";
  if (out.store.enabled) out.store.path = text;
  return {};
}

status apply_recorder(std::string_view text, config& out) {
  if (text != "on" && text != "off")
    return status::failure("found \"" + std::string(text) + "\"; right would be on or off");
  out.recorder.enabled = text == "on";
  return {};
}

status apply_project_key(std::string_view text, config& out) {
  status s = check_project_key(text);
  if (s) out.posthog.project_key = text;
  return s;
}

status apply_host(std::string_view text, config& out) {
  return straighten_host(text, out.posthog.host);
}

constexpr environment_variable variables[] = {
    {"HEDGEROW_CONFIG", "", "the configuration file", nullptr},
    {"HEDGEROW_LOG", "levels", "levels, \"info,posthog.api=debug\"", apply_levels},
    {"HEDGEROW_SERVICE", "service", "the name of the service", apply_service},
    {"HEDGEROW_PLUGIN_DIR", "plugins.dir", "the folder of the plugins", apply_plugin_dir},
    {"HEDGEROW_STORE", "store.path", "the file of captured reports, or \"off\"", apply_store},
    {"HEDGEROW_RECORDER", "recorder.enabled", "\"off\": a kill loses what is not yet written",
     apply_recorder},
    {"HEDGEROW_POSTHOG_KEY", "posthog.project_key", "the project key, phc_...", apply_project_key},
    {"HEDGEROW_POSTHOG_HOST", "posthog.host", "the URL of PostHog", apply_host},
};

}  // namespace

std::span<const environment_variable> environment_variables() noexcept {
  return variables;
}

const char* environment_text(const char* name) noexcept {
  const char* text = secure_getenv(name);
  return text != nullptr && *text != '\0' ? text : nullptr;
}

}  // namespace hedgerow::internal
