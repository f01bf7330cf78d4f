// SPDX-License-Identifier: MIT
/// @file
/// Sinks by the name of their type.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <hedgerow/status.hpp>

#include "sink/sink.hpp"
#include "sink/sink_config.hpp"

namespace hedgerow::internal {

/// The types that make_sink() knows.
std::span<const std::string_view> sink_types() noexcept;

/// Makes a sink and opens what is behind it. A file's folder is made where there is none.
/// @return null, and `error`, when the type is not known or its file cannot be opened
std::unique_ptr<sink> make_sink(const sink_config& config, status& error);

}  // namespace hedgerow::internal
