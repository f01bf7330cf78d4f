// SPDX-License-Identifier: MIT
#include "engine/pipeline.hpp"

#include <ctime>
#include <string>
#include <utility>

#include <hedgerow/detail/text.hpp>

#include "engine/plugin_sink.hpp"
#include "gate/self_log.hpp"
#include "ring/ring.hpp"
#include "sink/make_sink.hpp"

namespace hedgerow::internal {

namespace {

void log_of_plugin(std::string_view plugin, int severity, std::string_view text) {
  if (accepting_now() == accepting::stopped) {  // what it says when it is stopped comes too late
    self_log("plugin", std::string(plugin) + ": " + std::string(text));
    return;
  }
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  const level l = severity >= 40   ? level::error
                  : severity >= 30 ? level::warning
                  : severity >= 20 ? level::info
                                   : level::debug;
  detail::log_text("hedgerow.plugin." + std::string(plugin), l, text,
                   std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec, nullptr, 0, nullptr);
}

void keep_first(status& first, status s) {
  if (first && !s) first = std::move(s);
}

/// The sink plugin that a configured sink names, or nothing.
const plugin_interface<hedgerow_sink_v1>*
find(const std::vector<plugin_interface<hedgerow_sink_v1>>& plugins, std::string_view id) {
  for (const auto& p : plugins)
    if (p.plugin_id == id) return &p;
  return nullptr;
}

bool is_plugin_id(std::string_view sink_type) noexcept {
  return sink_type.find('.') != std::string_view::npos;
}

status no_sink_of(const std::string& id, const plugin_host* plugins) {
  return status::failure(plugins != nullptr ? plugins->no_sink(id)
                                            : "the sink \"" + id + "\" needs a plugin, and " +
                                                  "plugins.enabled is false");
}

}  // namespace

std::shared_ptr<pipeline> pipeline::build(config settings, status& error) {
  auto p = std::make_shared<pipeline>();
  p->settings = std::move(settings);
  const config& s = p->settings;

  if (s.plugins.enabled) {
    p->plugins = std::make_unique<plugin_host>(plugin_host_options{
        .dir = s.plugins.dir, .modules = s.plugins.modules, .log = log_of_plugin});
    p->plugins->load();
    for (const plugin_info& info : p->plugins->plugins())
      if (info.state == plugin_state::refused)
        self_log("plugin_refused", info.file + ": " + info.message + " " + info.advice);
  }
  if (!s.policies.empty()) {
    if (p->plugins == nullptr) p->plugins = std::make_unique<plugin_host>(plugin_host_options{});
    std::string why;
    if (!p->plugins->use_policies(s.policies, why)) keep_first(error, status::failure(why));
    p->passage = std::make_unique<gate>(p->plugins->policy());
  } else {
    p->passage = std::make_unique<gate>();
  }

  const auto plugin_sinks = p->plugins != nullptr
                                ? p->plugins->sinks()
                                : std::vector<plugin_interface<hedgerow_sink_v1>>{};
  for (sink_config c : s.sinks) {
    status bad;
    c.line_by_line = s.mode == run_mode::synchronous;
    const auto* plugin = find(plugin_sinks, c.type);
    auto made = plugin != nullptr ? make_plugin_sink(*plugin, c.threshold) : make_sink(c, bad);
    if (made == nullptr && is_plugin_id(c.type)) bad = no_sink_of(c.type, p->plugins.get());
    keep_first(error, bad);
    if (made != nullptr) p->sinks.push_back(std::move(made));
  }
  // A sink plugin that was dropped in gets events when the configuration says a word about it: data
  // leaves a process on purpose only.
  for (const auto& plugin : plugin_sinks) {
    bool wanted = s.plugins.modules.contains(plugin.plugin_id);
    for (const sink_config& c : s.sinks)
      wanted = wanted && c.type != plugin.plugin_id;  // it has its place already
    if (wanted) p->sinks.push_back(make_plugin_sink(plugin, level::debug));
  }
  p->start_courier(error);
  return p;
}

std::shared_ptr<pipeline> pipeline::for_captures() {
  auto p = std::make_shared<pipeline>();
  p->settings.mode = run_mode::synchronous;
  p->passage = std::make_unique<gate>();
  p->only_captures = true;
  return p;
}

void pipeline::start_courier(status& error) {
  courier_options o;
  o.store_enabled = settings.store.enabled;
  o.store_path = settings.store.path;
  o.max_reports = settings.store.max_reports;
  o.project_key = settings.posthog.project_key;
  o.host = settings.posthog.host;
  o.gzip = settings.posthog.gzip;
  o.batch_size = settings.posthog.batch_size;
  o.timeout = settings.posthog.timeout;
  o.flush_interval = settings.posthog.flush_interval;
  if (plugins != nullptr) o.enrich = [host = plugins.get()](report& r) { host->enrich(r); };
  status bad;
  reports = courier::start(std::move(o), *passage, bad);
  keep_first(error, bad);
}

void pipeline::stop(std::chrono::steady_clock::time_point deadline) noexcept {
  for (const auto& s : sinks)
    s->flush(deadline);
  if (reports != nullptr) reports->stop(deadline);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  if (plugins != nullptr) plugins->stop(std::max(left, std::chrono::milliseconds(100)));
}

void pipeline::restart_after_fork() noexcept {
  try {
    // What the parent's threads were amid stays as it is: these objects are left, not destroyed.
    const bool reporting = reports != nullptr;
    static_cast<void>(passage.release());
    static_cast<void>(reports.release());
    std::erase_if(sinks, [](std::unique_ptr<sink>& s) {
      if (!s->belongs_to_parent()) return false;
      static_cast<void>(s.release());
      return true;
    });
    passage = std::make_unique<gate>(
        settings.policies.empty() || plugins == nullptr ? nullptr : plugins->policy());
    status bad;
    if (reporting) start_courier(bad);
    if (!bad) self_log("fork", bad.message());
  } catch (...) {
    self_log("fork", "no memory to go on in a forked child; reports are not captured there");
  }
}

}  // namespace hedgerow::internal
