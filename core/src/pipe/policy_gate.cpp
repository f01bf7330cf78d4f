// SPDX-License-Identifier: MIT
#include "pipe/policy_gate.hpp"

#include "engine/config_reader.hpp"
#include "gate/clean_sentence.hpp"
#include "gate/self_log.hpp"

namespace hedgerow::internal {

status policy_gate::open(const std::vector<std::string>& policies, const std::string& plugin_dir) {
  if (policies.empty()) {
    gate_ = std::make_unique<gate>();
    return {};
  }
  config settings;
  if (status s = read_config({}, settings); !s) return s;
  plugin_host_options options;
  options.dir = plugin_dir.empty() ? settings.plugins.dir : plugin_dir;
  options.modules = settings.plugins.modules;
  options.interfaces = {HEDGEROW_REDACTOR_V1};
  options.log = [](std::string_view plugin, int severity, std::string_view text) {
    if (severity >= HEDGEROW_LOG_WARNING)
      self_log("plugin", std::string(plugin) + ": " + std::string(text));
  };
  host_ = std::make_unique<plugin_host>(std::move(options));
  host_->load();
  std::string error;
  if (!host_->use_policies(policies, error)) return status::failure(clean_sentence(error));
  gate_ = std::make_unique<gate>(host_->policy());
  return {};
}

policy_gate::~policy_gate() {
  if (host_ != nullptr) host_->stop(std::chrono::seconds(2));
}

}  // namespace hedgerow::internal
