// SPDX-License-Identifier: MIT
/// @file
/// What turns a clean event into a line.
#pragma once

#include <memory>
#include <string>

#include <hedgerow/status.hpp>

#include "gate/clean_event.hpp"
#include "render/line_buffer.hpp"

namespace hedgerow::internal {

/// Stateless but for caches; used from one thread at a time.
class renderer {
 public:
  virtual ~renderer() = default;
  /// Appends the event's line to `out`, without the line end. Console lines may carry blocks below.
  virtual void render(const clean_event& event, line_buffer& out) = 0;
};

/// How a renderer is asked for.
struct renderer_options {
  std::string name = "console";   ///< console, logfmt, json
  std::string style = "compact";  ///< console: compact, structlog
  bool colors = false;            ///< console
};

/// Makes a renderer by its registered name; null and `error` when there is none.
std::unique_ptr<renderer> make_renderer(const renderer_options& options, status& error);

}  // namespace hedgerow::internal
