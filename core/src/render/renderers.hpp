// SPDX-License-Identifier: MIT
/// @file
/// The makers that the table in renderer.cpp names. A new renderer adds a line here and one there.
#pragma once

#include "render/renderer.hpp"

namespace hedgerow::internal {

std::unique_ptr<renderer> make_console_renderer(const renderer_options& options, status& error);
std::unique_ptr<renderer> make_json_renderer(const renderer_options& options, status& error);
std::unique_ptr<renderer> make_logfmt_renderer(const renderer_options& options, status& error);

}  // namespace hedgerow::internal
