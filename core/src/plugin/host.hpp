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
  /// How long a child process may take to try a plugin before it is loaded here; zero: it is not
  /// tried. It never is when the process has several threads already.
  std::chrono::milliseconds probe_patience{5'000};
  /// load() takes only plugins that provide one of these interfaces; the others stay as discover()
  /// left them. Empty: all. For a tool that needs a command and not a connection of every sink.
  std::vector<std::string> interfaces{};
};

/// $HEDGEROW_PLUGIN_DIR (never under AT_SECURE), else `plugins` beside the library in a build tree,
/// else the install folder.
std::string default_plugin_dir();

/// Vets a file without running any of its code; state `vetted` or `refused`.
plugin_info check_plugin_file(const std::string& file);

class active_plugin;

/// An active plugin's interface. Calls go through `plugin`, which keeps them apart and knows
/// whether it is still in use; it lives as long as the process.
template <class Table>
struct plugin_interface {
  std::string plugin_id;
  const Table* table = nullptr;
  active_plugin* plugin = nullptr;
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

  /// The folder that was searched.
  std::string folder() const;
  /// Why the folder as a whole was refused; a code, message and advice as of a plugin. Empty code:
  /// it was not. A default folder that does not exist is no fault.
  plugin_info folder_problem() const;

  /// Of every file in the folder whose name ends in .so, sorted by id.
  std::vector<plugin_info> plugins() const;

  std::vector<plugin_interface<hedgerow_sink_v1>> sinks() const;
  /// Why sinks() has none of this plugin, and how to add it.
  std::string no_sink(std::string_view id) const;
  std::vector<plugin_interface<hedgerow_command_v1>> commands() const;

  /// The redactor that speaks for the redactor plugin. Null until use_policies() was called with a
  /// policy: a redactor plugin without policies is not in the way. After a use_policies() that
  /// failed, or when the plugin is quarantined later, it answers false: values are withheld. Owned
  /// by the host.
  redactor* policy();
  /// Gives the policies to the redactor plugin; `error` says what is missing, where it was looked
  /// for and how to add it, or what the plugin said. No policies: nothing to do, true.
  bool use_policies(const std::vector<std::string>& policies, std::string& error);

  /// The enricher plugin's throw trace; a null function when there is none.
  throw_tracer tracer();
  /// Replaces the raw addresses in a report by resolved frames and images, where an enricher is
  /// active.
  void enrich(report& r);
  /// What the active enricher says of itself in one line; empty when there is none.
  std::string enricher_line() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace hedgerow::internal
