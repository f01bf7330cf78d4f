// SPDX-License-Identifier: MIT
#include "plugin/enrich.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "gate/self_log.hpp"
#include "plugin/library.hpp"
#include "report/locate.hpp"

namespace hedgerow::internal {

namespace {

std::string text(hedgerow_str s) {
  return s.data == nullptr ? std::string() : std::string(s.data, s.size);
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// What the plugin gives back for one exception.
struct collector {
  std::vector<frame> frames;
  std::vector<debug_image> images;
  bool lost = false;

  static void on_frame(void* context, const hedgerow_frame_v1* f) {
    auto& self = *static_cast<collector*>(context);
    if (f->struct_size < sizeof *f) {
      self.lost = true;
      return;
    }
    try {
      frame& out = self.frames.emplace_back();
      out.instruction_address = f->instruction_address;
      out.symbol_address = f->symbol_address;
      out.image_address = f->image_address;
      out.function = text(f->function);
      out.file = text(f->file);
      out.module = text(f->module);
      out.line = f->line;
      out.column = f->column;
      out.in_app = f->in_app != 0;
      out.is_inline = f->is_inline != 0;
      out.resolved = f->resolved != 0;
    } catch (...) {
      self.lost = true;
    }
  }
  static void on_image(void* context, const hedgerow_image_v1* i) {
    auto& self = *static_cast<collector*>(context);
    if (i->struct_size < sizeof *i) {
      self.lost = true;
      return;
    }
    try {
      const std::string build_id = text(i->build_id);
      self.images.push_back(
          {text(i->code_file), build_id, debug_id_of(build_id), i->image_address, i->image_size});
    } catch (...) {
      self.lost = true;
    }
  }
};

/// A plugin's own library is mapped from a copy in memory: people know it by its file.
void name_plugin_images(collector& c) {
  for (debug_image& image : c.images) {
    const std::string file = plugin_file_of(image.code_file);
    if (file.empty()) continue;
    const std::string alias = base_name(image.code_file);
    for (frame& f : c.frames) {
      if (f.image_address != image.image_address) continue;
      if (f.module == alias || f.module == image.code_file) f.module = base_name(file);
      if (f.file == alias || f.file == image.code_file) f.file = base_name(file);
    }
    image.code_file = file;
  }
}

void add_images(std::vector<debug_image>& all, std::vector<debug_image>&& more) {
  for (debug_image& image : more) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const debug_image& a) {
      return a.image_address == image.image_address;
    });
    if (!known) all.push_back(std::move(image));
  }
}

/// Forever valid, so that a trace taken while plugins stop finds something to ask.
struct trace_source {
  active_plugin* plugin;
  const hedgerow_enricher_v1* table;
};

std::uint32_t trace(void* context, const void* object, std::uint64_t* addresses,
                    std::uint32_t capacity) {
  const auto& source = *static_cast<const trace_source*>(context);
  if (!source.plugin->usable()) return 0;
  return std::min(
      capacity, source.table->throw_trace(source.plugin->instance(), object, addresses, capacity));
}

}  // namespace

throw_tracer tracer_of(active_plugin& plugin) {
  const auto* table = plugin.interface<hedgerow_enricher_v1>(HEDGEROW_ENRICHER_V1);
  if (table == nullptr || table->throw_trace == nullptr) return {};
  static std::mutex turn;
  static auto* const sources = new std::map<active_plugin*, trace_source>;
  const std::lock_guard lock(turn);
  return {trace, &sources->try_emplace(&plugin, trace_source{&plugin, table}).first->second};
}

void enrich_with(active_plugin& plugin, report& r) {
  const auto* table = plugin.interface<hedgerow_enricher_v1>(HEDGEROW_ENRICHER_V1);
  if (table == nullptr || table->resolve == nullptr) return;
  for (thrown& t : r.chain) {
    if (t.frames.empty()) continue;
    std::vector<std::uint64_t> addresses;
    for (const frame& f : t.frames)
      addresses.push_back(f.instruction_address);
    collector c;
    const hedgerow_frames_v1 out{sizeof out, &c, collector::on_frame, collector::on_image};
    std::string why;
    const hedgerow_status status = plugin.call(why, [&](void* instance) {
      return table->resolve(instance, addresses.data(),
                            static_cast<std::uint32_t>(addresses.size()), &out);
    });
    if (status != HEDGEROW_OK || c.lost || c.frames.empty()) {
      self_log("resolve_failed", "the plugin " + plugin.id() + " could not resolve a stack: " +
                                     (why.empty() ? "its answer is not complete" : why));
      continue;
    }
    name_plugin_images(c);
    const bool synthetic = t.frames.front().synthetic;
    for (frame& f : c.frames)
      f.synthetic = synthetic;
    t.frames = std::move(c.frames);
    add_images(r.images, std::move(c.images));
  }
}

}  // namespace hedgerow::internal
