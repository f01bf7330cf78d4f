// SPDX-License-Identifier: MIT
/// @file
/// A gate with the policies of the redactor plugin in front, without a running service.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <hedgerow/status.hpp>

#include "gate/gate.hpp"
#include "plugin/host.hpp"

namespace hedgerow::internal {

class policy_gate {
 public:
  /// Without policies: the core's rules, and no plugin is looked at. With some: loads the plugins
  /// from `plugin_dir` (empty: as the configuration says), with their sections of the
  /// configuration. On failure the gate is not to be used.
  status open(const std::vector<std::string>& policies, const std::string& plugin_dir);
  ~policy_gate();

  gate& passage() const { return *gate_; }

 private:
  std::unique_ptr<plugin_host> host_;
  std::unique_ptr<gate> gate_;
};

}  // namespace hedgerow::internal
