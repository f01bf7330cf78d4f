// SPDX-License-Identifier: MIT
/// @file
/// A raw event as the line that comes out: through the gate and a renderer.
#pragma once

#include <stdexcept>
#include <string>

#include "event/arena.hpp"
#include "gate/gate.hpp"
#include "render/renderer.hpp"

namespace hedgerow::test {

inline std::string rendered(const internal::raw_event& raw,
                            const internal::renderer_options& options) {
  status error;
  const auto renderer = internal::make_renderer(options, error);
  if (!renderer) throw std::runtime_error(error.message());
  internal::arena memory;
  internal::gate passage;
  const auto clean = passage.pass(raw, memory);
  if (!clean) throw std::runtime_error("the gate dropped the event");
  internal::line_buffer line;
  renderer->render(*clean, line);
  return std::string(line.view());
}

}  // namespace hedgerow::test
