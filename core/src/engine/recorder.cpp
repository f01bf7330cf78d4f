// SPDX-License-Identifier: MIT
#include "engine/recorder.hpp"

#include <cerrno>

#include "context/node.hpp"
#include "engine/levels.hpp"
#include "engine/modules.hpp"
#include "gate/self_log.hpp"
#include "ring/ring.hpp"
#include "ring/segment.hpp"

namespace hedgerow::internal {

namespace {

/// Rings of four threads, each event with a context of its own.
constexpr std::size_t first_images = 512 * 1024;
constexpr std::size_t more_images = 1024 * 1024;

void add_images(std::size_t size) noexcept {
  std::byte* memory = add_area(layout::area_kind::images, size);
  if (memory == nullptr) return;
  give_image_memory(memory, size);
  image_all_nodes();
}

}  // namespace

std::string recorded_service(const config& settings) {
  return settings.service.empty() ? program_invocation_short_name : settings.service;
}

void start_recorder(const config& settings) noexcept {
  if (!settings.recorder.enabled || own_segment() != nullptr) return;
  try {
    std::string why;
    if (!open_segment(settings.recorder.dir, recorded_service(settings),
                      settings.recorder.max_bytes, why)) {
      self_log("recorder", "no flight recorder, a kill loses what is not yet written: " + why);
      return;
    }
    record_modules(*own_segment());
    add_images(first_images);
    image_all_loggers();
  } catch (...) {
    self_log("recorder", "no flight recorder: out of memory");
  }
}

void add_recorder_memory() noexcept {
  provide_large_records();
  if (own_segment() != nullptr) add_images(more_images);
}

void end_recorder() noexcept {
  if (own_segment() == nullptr) return;
  forget_node_images();
  forget_recorded_modules();
  remove_segment();
}

void leave_recorder_to_parent() noexcept {
  forget_node_images();
  forget_recorded_modules();
}

}  // namespace hedgerow::internal
