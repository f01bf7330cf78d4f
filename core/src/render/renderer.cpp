// SPDX-License-Identifier: MIT
#include "render/renderer.hpp"

#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

struct named_renderer {
  std::string_view name;
  std::unique_ptr<renderer> (*make)(const renderer_options& options, status& error);
};

// A table and not objects that register themselves: those are lost when the rooms are linked as an
// archive.
constexpr named_renderer renderers[] = {
    {"console", make_console_renderer},
    {"json", make_json_renderer},
    {"logfmt", make_logfmt_renderer},
};

}  // namespace

std::unique_ptr<renderer> make_renderer(const renderer_options& options, status& error) {
  std::string known;
  for (const named_renderer& r : renderers) {
    if (r.name == options.name) return r.make(options, error);
    known.append(known.empty() ? "" : ", ").append(r.name);
  }
  error = status::failure("renderer \"" + options.name + "\" is not known; there are: " + known);
  return nullptr;
}

}  // namespace hedgerow::internal
