// SPDX-License-Identifier: MIT
/// @file
/// The plugin host: finds, vets, loads and starts plugins, and says of each in which state it is
/// and why. A bad plugin never stops the host or the others.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/plugin.h>

#include "gate/redactor.hpp"
#include "report/capture.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

enum class plugin_state : std::uint8_t {
  discovered,
  vetted,
  probed,
  loaded,
  active,
  quarantined,
  refused
};
std::string_view to_string(plugin_state s) noexcept;

/// What is known of a plugin, loaded or not.
struct plugin_info {
  std::string id;  ///< file stem: "<vendor>.<name>"
  std::string file;
  std::string version;
  std::string license;
  std::string edition;
  std::vector<std::string> provides;
  plugin_state state = plugin_state::discovered;
  std::string reason;   ///< a code: "not_elf", "truncated", "wrong_abi", "no_note", "start_failed";
                        ///< empty when active
  std::string message;  ///< one sentence
  std::string advice;   ///< what to do about it
};

struct plugin_host_options {
  std::string dir;                             ///< empty: see default_plugin_dir()
  std::map<std::string, std::string> modules;  ///< plugin id -> configuration, JSON text
  /// Takes what plugins log; the text has not passed the gate.
  std::function<void(std::string_view plugin, int level, std::string_view text)> log;
};

/// $HEDGEROW_PLUGIN_DIR (never under AT_SECURE), else `plugins` beside the library in a build tree,
/// else the install folder.
std::string default_plugin_dir();

/// An active plugin's interface.
template <class Table>
struct plugin_interface {
  std::string plugin_id;
  const Table* table = nullptr;
  void* instance = nullptr;
};

class plugin_host {
 public:
  explicit plugin_host(plugin_host_options options);
  ~plugin_host();
  plugin_host(const plugin_host&) = delete;
  plugin_host& operator=(const plugin_host&) = delete;

  /// Finds and vets what lies in the folder, without running any of its code.
  void discover();
  /// discover(), then loads and starts what was not refused.
  void load();
  void stop(std::chrono::milliseconds timeout);

  /// Of every file in the folder whose name ends in .so, sorted by id.
  std::vector<plugin_info> plugins() const;

  std::vector<plugin_interface<hedgerow_sink_v1>> sinks() const;
  std::vector<plugin_interface<hedgerow_command_v1>> commands() const;

  /// The redactor that speaks for the active redactor plugin; null when there is none. A plugin
  /// that fails later is quarantined, and the redactor then answers false. Owned by the host.
  redactor* policy();
  /// Gives the policies to the redactor plugin; `error` says which plugin is missing or what it
  /// said.
  bool use_policies(const std::vector<std::string>& policies, std::string& error);

  /// The enricher plugin's throw trace; a null function when there is none.
  throw_tracer tracer();
  /// Replaces the raw addresses in a report by resolved frames and images, where an enricher is
  /// active.
  void enrich(report& r);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow::internal
