// SPDX-License-Identifier: MIT
#include <hedgerow/plugins.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "gate/clean_sentence.hpp"
#include "gate/gate.hpp"
#include "plugin/active_plugin.hpp"
#include "plugin/convert.hpp"
#include "plugin/host.hpp"

namespace hedgerow {

namespace {

using namespace internal;

plugin_description describe(plugin_info&& info) {
  return {std::move(info.id),
          std::move(info.file),
          std::move(info.version),
          std::move(info.license),
          std::move(info.edition),
          std::move(info.provides),
          std::string(to_string(info.state)),
          std::move(info.reason),
          std::move(info.message),
          std::move(info.advice),
          {}};
}

/// What a plugin logs while the tool runs belongs on standard error.
void say(std::string_view plugin, int level, std::string_view text) {
  if (level < HEDGEROW_LOG_WARNING) return;
  const std::string line = clean_sentence(text);
  std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(plugin.size()), plugin.data(), line.c_str());
}

/// @param interfaces only plugins that provide one of them; empty: all
std::unique_ptr<plugin_host> loaded(const plugin_options& options,
                                    std::vector<std::string> interfaces = {}) {
  plugin_host_options how;
  if (!options.dir.empty()) how.dir = plugin_folder(options.dir);
  how.modules = options.modules;
  how.log = say;
  how.interfaces = std::move(interfaces);
  auto host = std::make_unique<plugin_host>(std::move(how));
  host->load();
  return host;
}

std::string_view text(hedgerow_str s) {
  return s.size == 0 ? std::string_view() : std::string_view(s.data, s.size);
}

/// What goes wrong may be told by repeating what was read.
void say_error(void*, hedgerow_str s) {
  arena memory;
  gate rules;
  const std::string_view clean = rules.pass_text(text(s), memory).view();
  std::fwrite(clean.data(), 1, clean.size(), stderr);
}

/// Standard output is the command's own: one may be there to reveal secrets.
hedgerow_console_v1 standard_streams() {
  return {sizeof(hedgerow_console_v1), nullptr,
          [](void*, hedgerow_str s) { std::fwrite(s.data, 1, s.size, stdout); }, say_error,
          [](void*, char* buffer, std::uint64_t capacity) -> std::uint64_t {
            return std::fread(buffer, 1, capacity, stdin);
          }};
}

}  // namespace

plugin_listing list_plugins(const plugin_options& options) {
  const auto host = loaded(options);
  plugin_info problem = host->folder_problem();
  plugin_listing listing{host->folder(),
                         std::move(problem.reason),
                         std::move(problem.message),
                         std::move(problem.advice),
                         {}};
  for (plugin_info& info : host->plugins())
    listing.plugins.push_back(describe(std::move(info)));
  for (const auto& command : host->commands())
    for (plugin_description& p : listing.plugins)
      if (p.id == command.plugin_id)
        p.notes.push_back(clean_sentence("adds the command \"" +
                                         std::string(text(command.table->name)) +
                                         "\": " + std::string(text(command.table->summary))));
  const std::string line = host->enricher_line();
  for (plugin_description& p : listing.plugins) {
    const bool enriches =
        std::find(p.provides.begin(), p.provides.end(), HEDGEROW_ENRICHER_V1) != p.provides.end();
    if (!line.empty() && enriches && p.state == "active") p.notes.push_back(line);
  }
  return listing;
}

plugin_description check_plugin(const std::string& file) {
  return describe(check_plugin_file(file));
}

std::vector<plugin_command> plugin_commands(const plugin_options& options) {
  const auto host = loaded(options, {HEDGEROW_COMMAND_V1});
  std::vector<plugin_command> all;
  for (const auto& c : host->commands())
    all.push_back(
        {std::string(text(c.table->name)), clean_sentence(text(c.table->summary)), c.plugin_id});
  std::sort(all.begin(), all.end(),
            [](const plugin_command& a, const plugin_command& b) { return a.name < b.name; });
  return all;
}

std::optional<int> run_plugin_command(std::string_view name, std::span<const std::string> arguments,
                                      const plugin_options& options) {
  const auto host = loaded(options, {HEDGEROW_COMMAND_V1});
  const auto commands = host->commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const auto& c) { return text(c.table->name) == name; });
  if (found == commands.end()) return std::nullopt;
  std::vector<hedgerow_str> words;
  for (const std::string& a : arguments)
    words.push_back(to_abi(a));
  const hedgerow_console_v1 console = standard_streams();
  int result = 2;
  std::string why;
  const hedgerow_status status = found->plugin->call(why, [&](void* instance) {
    result = found->table->run(instance, words.data(), words.size(), &console);
    return hedgerow_status{HEDGEROW_OK};
  });
  std::fflush(stdout);
  if (status != HEDGEROW_OK) {
    std::fprintf(stderr, "hedgerow: the command \"%.*s\" of the plugin %s failed: %s\n",
                 static_cast<int>(name.size()), name.data(), found->plugin_id.c_str(),
                 clean_sentence(why).c_str());
    return 2;
  }
  return result;
}

std::string plugin_folder(const std::string& dir) {
  if (dir.empty()) return default_plugin_dir();
  return std::filesystem::absolute(dir).lexically_normal().string();
}

}  // namespace hedgerow
