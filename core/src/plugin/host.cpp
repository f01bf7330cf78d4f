// SPDX-License-Identifier: MIT
#include "plugin/host.hpp"

#include <algorithm>
#include <mutex>

#include "gate/clean_sentence.hpp"
#include "plugin/active_plugin.hpp"
#include "plugin/enrich.hpp"
#include "plugin/library.hpp"
#include "plugin/policy_redactor.hpp"
#include "plugin/probe.hpp"
#include "plugin/vet.hpp"

namespace hedgerow::internal {

namespace {

/// A plugin of the folder, as far as it came.
struct candidate {
  plugin_info info;
  snapshot bytes;
  active_plugin* running = nullptr;
};

bool provides(const plugin_info& info, std::string_view id) {
  return std::find(info.provides.begin(), info.provides.end(), id) != info.provides.end();
}

/// Every interface that the note promises and this host knows must be there.
std::optional<refusal> check_promises(const plugin_info& info, active_plugin& plugin) {
  const auto missing = [&](std::string_view id, const void* table) -> bool {
    return provides(info, id) && table == nullptr;
  };
  for (const auto& [id, table] : std::initializer_list<std::pair<std::string_view, const void*>>{
           {HEDGEROW_SINK_V1, plugin.interface<hedgerow_sink_v1>(HEDGEROW_SINK_V1)},
           {HEDGEROW_REDACTOR_V1, plugin.interface<hedgerow_redactor_v1>(HEDGEROW_REDACTOR_V1)},
           {HEDGEROW_ENRICHER_V1, plugin.interface<hedgerow_enricher_v1>(HEDGEROW_ENRICHER_V1)},
           {HEDGEROW_COMMAND_V1, plugin.interface<hedgerow_command_v1>(HEDGEROW_COMMAND_V1)}})
    if (missing(id, table))
      return refusal{"missing_interface", "The plugin's note says that it provides " +
                                              std::string(id) + ", but it has no such table."};
  return std::nullopt;
}

}  // namespace

std::string_view to_string(plugin_state s) noexcept {
  switch (s) {
  case plugin_state::discovered:
    return "discovered";
  case plugin_state::vetted:
    return "vetted";
  case plugin_state::probed:
    return "probed";
  case plugin_state::loaded:
    return "loaded";
  case plugin_state::active:
    return "active";
  case plugin_state::quarantined:
    return "quarantined";
  case plugin_state::refused:
    return "refused";
  }
  return "refused";
}

struct plugin_host::impl {
  plugin_host_options options;
  bool named_by_user = false;
  std::string folder_path;
  std::optional<refusal> folder_refused;
  std::vector<candidate> candidates;
  active_plugin* redactor_plugin = nullptr;
  active_plugin* enricher_plugin = nullptr;
  std::unique_ptr<policy_redactor> policy;
  throw_tracer tracer;
  mutable std::mutex turn;

  bool wanted(const plugin_info& info) const {
    return options.interfaces.empty() ||
           std::any_of(options.interfaces.begin(), options.interfaces.end(),
                       [&](const std::string& id) { return provides(info, id); });
  }
  void bring_up(candidate& c);
  std::optional<refusal> load_and_start(candidate& c);
  /// How to get a plugin that is not active, and why those that `would_do` are refused.
  template <class WouldDo>
  std::string how_to_add(WouldDo would_do) const;

  template <class Table>
  std::vector<plugin_interface<Table>> all(std::string_view id) const {
    const std::lock_guard lock(turn);
    std::vector<plugin_interface<Table>> found;
    for (const candidate& c : candidates) {
      if (c.running == nullptr || !c.running->usable() || !provides(c.info, id)) continue;
      if (const auto* table = c.running->interface<Table>(id))
        found.push_back({c.info.id, table, c.running});
    }
    return found;
  }
};

plugin_host::plugin_host(plugin_host_options options) : impl_(std::make_unique<impl>()) {
  impl_->named_by_user = !options.dir.empty() || ::secure_getenv("HEDGEROW_PLUGIN_DIR") != nullptr;
  impl_->folder_path = options.dir.empty() ? default_plugin_dir() : options.dir;
  impl_->options = std::move(options);
}

plugin_host::~plugin_host() {
  stop(std::chrono::milliseconds(1'000));
}

void plugin_host::discover() {
  const std::lock_guard lock(impl_->turn);
  impl_->candidates.clear();
  secure_folder folder;
  impl_->folder_refused = open_folder(impl_->folder_path, folder);
  if (impl_->folder_refused) return;
  impl_->folder_path = folder.path;
  for (const std::string& name : names_of_plugins(folder)) {
    candidate& c = impl_->candidates.emplace_back();
    c.info = vet(folder, name, c.bytes);
  }
}

void plugin_host::load() {
  discover();
  const std::lock_guard lock(impl_->turn);
  for (candidate& c : impl_->candidates)
    if (c.info.state == plugin_state::vetted && impl_->wanted(c.info)) impl_->bring_up(c);
}

void plugin_host::impl::bring_up(candidate& c) {
  if (auto no = load_and_start(c)) {
    if (c.running != nullptr) c.running->stop(std::chrono::milliseconds(1'000));
    c.running = nullptr;
    refuse(c.info, *no);
    return;
  }
  c.info.state = plugin_state::active;
  if (provides(c.info, HEDGEROW_REDACTOR_V1)) redactor_plugin = c.running;
  if (provides(c.info, HEDGEROW_ENRICHER_V1)) {
    enricher_plugin = c.running;
    tracer = tracer_of(*c.running);
  }
}

std::optional<refusal> plugin_host::impl::load_and_start(candidate& c) {
  const auto second = [](std::string_view code, std::string_view what, const active_plugin& first) {
    return refusal{code, "The plugin " + first.id() + " provides " + std::string(what) +
                             " already, and there can be one only."};
  };
  if (redactor_plugin != nullptr && provides(c.info, HEDGEROW_REDACTOR_V1))
    return second("second_redactor", HEDGEROW_REDACTOR_V1, *redactor_plugin);
  if (enricher_plugin != nullptr && provides(c.info, HEDGEROW_ENRICHER_V1))
    return second("second_enricher", HEDGEROW_ENRICHER_V1, *enricher_plugin);

  if (options.probe_patience.count() > 0 && can_probe()) {
    if (auto no = probe(c.bytes.load_path, options.probe_patience)) return no;
    c.info.state = plugin_state::probed;
  }
  hedgerow_plugin_entry_v1_fn entry = nullptr;
  if (auto no = load_library(c.info.id, c.info.file, std::move(c.bytes), entry)) return no;
  c.info.state = plugin_state::loaded;
  c.running = &active_plugin::make(c.info.id, options.log);
  const auto section = options.modules.find(c.info.id);
  if (auto no = c.running->start(entry, section == options.modules.end() ? "{}" : section->second))
    return no;
  return check_promises(c.info, *c.running);
}

void plugin_host::stop(std::chrono::milliseconds timeout) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  const std::lock_guard lock(impl_->turn);
  for (candidate& c : impl_->candidates) {
    if (c.running == nullptr || c.info.state != plugin_state::active) continue;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    c.running->stop(std::max(left, std::chrono::milliseconds(0)));
    c.info.state = plugin_state::loaded;
  }
}

std::string plugin_host::folder() const {
  const std::lock_guard lock(impl_->turn);
  return impl_->folder_path;
}

plugin_info plugin_host::folder_problem() const {
  const std::lock_guard lock(impl_->turn);
  plugin_info info;
  info.file = impl_->folder_path;
  const bool absent = impl_->folder_refused && impl_->folder_refused->code == "no_folder";
  if (impl_->folder_refused && (impl_->named_by_user || !absent))
    refuse(info, *impl_->folder_refused);
  return info;
}

std::vector<plugin_info> plugin_host::plugins() const {
  const std::lock_guard lock(impl_->turn);
  std::vector<plugin_info> all;
  for (const candidate& c : impl_->candidates) {
    plugin_info& info = all.emplace_back(c.info);
    if (c.running != nullptr)
      if (const auto why = c.running->quarantined()) {
        refuse(info, *why);
        info.state = plugin_state::quarantined;
      }
    info.message = clean_sentence(info.message);  // it may be what the plugin said
  }
  return all;
}

std::vector<plugin_interface<hedgerow_sink_v1>> plugin_host::sinks() const {
  return impl_->all<hedgerow_sink_v1>(HEDGEROW_SINK_V1);
}

std::vector<plugin_interface<hedgerow_command_v1>> plugin_host::commands() const {
  return impl_->all<hedgerow_command_v1>(HEDGEROW_COMMAND_V1);
}

redactor* plugin_host::policy() {
  const std::lock_guard lock(impl_->turn);
  return impl_->policy.get();
}

template <class WouldDo>
std::string plugin_host::impl::how_to_add(WouldDo would_do) const {
  std::string text = "The folder searched is " + folder_path + ". ";
  if (folder_refused) text += folder_refused->message + " ";
  for (const candidate& c : candidates)
    if (c.info.state == plugin_state::refused && would_do(c.info))
      text +=
          c.info.id + " lies there, but is refused: " + c.info.message + " " + c.info.advice + " ";
  return text + "Put the plugin's .so file there, or name its folder in plugins.dir or "
                "HEDGEROW_PLUGIN_DIR.";
}

bool plugin_host::use_policies(const std::vector<std::string>& policies, std::string& error) {
  const std::lock_guard lock(impl_->turn);
  if (policies.empty() && !impl_->policy) return true;
  if (!impl_->policy) impl_->policy = std::make_unique<policy_redactor>(impl_->redactor_plugin);
  if (impl_->redactor_plugin == nullptr) {
    std::string names;
    for (const std::string& p : policies)
      names += (names.empty() ? "" : ", ") + p;
    error = "the policies (" + names +
            ") need a plugin that provides " HEDGEROW_REDACTOR_V1 ", and none is active. " +
            impl_->how_to_add(
                [](const plugin_info& info) { return provides(info, HEDGEROW_REDACTOR_V1); });
    impl_->policy->fail(error);
    return false;
  }
  return impl_->policy->use_policies(policies, error);
}

std::string plugin_host::no_sink(std::string_view id) const {
  const std::lock_guard lock(impl_->turn);
  return "the sink \"" + std::string(id) +
         "\" needs a plugin of this name that provides " HEDGEROW_SINK_V1 ", and none is active. " +
         impl_->how_to_add([id](const plugin_info& info) { return info.id == id; });
}

throw_tracer plugin_host::tracer() {
  const std::lock_guard lock(impl_->turn);
  return impl_->tracer;
}

void plugin_host::enrich(report& r) {
  active_plugin* plugin = nullptr;
  {
    const std::lock_guard lock(impl_->turn);
    plugin = impl_->enricher_plugin;
  }
  if (plugin != nullptr && plugin->usable()) enrich_with(*plugin, r);
}

std::string plugin_host::enricher_line() const {
  const std::lock_guard lock(impl_->turn);
  if (impl_->enricher_plugin == nullptr) return {};
  const auto* table = impl_->enricher_plugin->interface<hedgerow_enricher_v1>(HEDGEROW_ENRICHER_V1);
  if (table == nullptr || table->describe == nullptr) return {};
  std::string line;
  std::string why;
  impl_->enricher_plugin->call(why, [&](void* instance) {
    table->describe(instance, &line, [](void* to, hedgerow_str said) {
      static_cast<std::string*>(to)->assign(said.data, said.size);
    });
    return hedgerow_status{HEDGEROW_OK};
  });
  return clean_sentence(line);
}

}  // namespace hedgerow::internal
