// SPDX-License-Identifier: MIT
/// @file
/// An event as the line that comes out of a renderer.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "event/arena.hpp"
#include "gate/gate.hpp"
#include "render/renderer.hpp"

namespace hedgerow::test {

inline std::unique_ptr<internal::renderer> renderer_of(const internal::renderer_options& options) {
  status error;
  auto made = internal::make_renderer(options, error);
  if (!made) throw std::runtime_error(error.message());
  return made;
}

inline std::string line_of(const internal::clean_event& event, internal::renderer& lines) {
  internal::line_buffer out;
  lines.render(event, out);
  return std::string(out.view());
}

/// A raw event through the gate and a renderer.
inline std::string rendered(const internal::raw_event& raw,
                            const internal::renderer_options& options) {
  internal::arena memory;
  internal::gate passage;
  const auto clean = passage.pass(raw, memory);
  if (!clean) throw std::runtime_error("the gate dropped the event");
  return line_of(*clean, *renderer_of(options));
}

}  // namespace hedgerow::test
